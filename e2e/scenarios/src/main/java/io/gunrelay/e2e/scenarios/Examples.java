package io.gunrelay.e2e.scenarios;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An example that does not work is worse than none. */
final class Examples {
  private Examples() {}

  static void tell(Stage stage) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.list(stage.settings().root().resolve("examples"))) {
      files = all.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
    }
    if (files.isEmpty()) {
      throw new AssertionError("there are no examples");
    }
    for (Path file : files) {
      GunRelayCluster example = Example.read(Files.readString(file));
      String name = example.getMetadata().getName();
      Example.host(example)
          .flatMap(host -> Example.secret(example))
          .ifPresent(secret -> stage.certify(Example.host(example).orElseThrow(), secret));
      long beganNs = System.nanoTime();
      stage.kubectl("apply", "-f", file.toString());
      Fleet fleet = new Fleet(stage, name);
      fleet.awaitReady();
      long tookMs = Duration.ofNanos(System.nanoTime() - beganNs).toMillis();
      Example.host(example).ifPresent(host -> new Writer(stage.client(host), "example").write(10));
      stage.saw("%s is Ready after %d ms".formatted(file.getFileName(), tookMs));
      stage.kubectl("delete", "gunrelaycluster/" + name, "--timeout=60s");
      Example.secret(example).ifPresent(secret -> stage.kubectl("delete", "secret", secret));
    }
  }
}
