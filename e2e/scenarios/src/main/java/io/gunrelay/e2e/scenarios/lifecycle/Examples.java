package io.gunrelay.e2e.scenarios.lifecycle;

import com.fasterxml.jackson.databind.JsonNode;
import io.gunrelay.api.v1alpha1.EncryptionPolicy;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Example;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/** An example that does not work is worse than none. */
public final class Examples {
  private Examples() {}

  public static void tell(Stage stage) throws IOException {
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
      Example.host(example).ifPresent(host -> write(stage.client(host), example));
      stage.saw("%s is Ready after %d ms".formatted(file.getFileName(), tookMs));
      stage.kubectl("delete", "gunrelaycluster/" + name, "--timeout=60s");
      Example.secret(example).ifPresent(secret -> stage.kubectl("delete", "secret", secret));
    }
  }

  /** Encrypted, as the users of a fleet write that requires it, and all others may. */
  private static void write(GunJsClient client, GunRelayCluster example) {
    JsonNode keys = client.sea("pair").join().orElseThrow();
    new Writer(
            client,
            "example",
            text -> client.sea("encrypt", text, keys).join().orElseThrow().textValue())
        .write(10);
    if (example.getSpec().security().encryption() == EncryptionPolicy.Require) {
      Ack ack = client.put(List.of("example", "plain"), "for everybody to read").join();
      if (ack.ok()) {
        throw new AssertionError("a value in plain was taken, though encryption is required");
      }
    }
  }
}
