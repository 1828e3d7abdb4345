package io.gunrelay.e2e.scale;

import io.gunrelay.e2e.scale.cluster.ApiServer;
import io.gunrelay.e2e.scale.cluster.Fleets;
import io.gunrelay.e2e.scale.cluster.Nodes;
import io.gunrelay.e2e.scale.cluster.Relays;
import io.gunrelay.e2e.scale.measure.Page;
import io.gunrelay.e2e.scale.measure.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The operator's part of {@code make bench}. */
@Command(
    name = "scale",
    mixinStandardHelpOptions = true,
    description = "Measures one operator with many fleets on a real API server.")
final class Main implements Callable<Integer> {
  private static final String PROGRAMS = "KUBE_API_TEST_DIR";

  @Option(
      names = "--operator",
      defaultValue = "operator/target/quarkus-app",
      description = "the packaged operator (default: ${DEFAULT-VALUE})")
  private Path operator = Path.of("");

  @Option(
      names = "--manifests",
      defaultValue = "deploy/base",
      description = "what it is installed with (default: ${DEFAULT-VALUE})")
  private Path manifests = Path.of("");

  @Option(
      names = "--fleets",
      defaultValue = "1000",
      description = "how many (default: ${DEFAULT-VALUE})")
  private int fleets;

  @Option(
      names = "--steady",
      defaultValue = "PT10M",
      description = "for how long nothing is changed (default: ${DEFAULT-VALUE})")
  private Duration steady = Duration.ZERO;

  @Option(
      names = "--changes",
      defaultValue = "300",
      description = "specs that change, each another fleet's (default: ${DEFAULT-VALUE})")
  private int changes;

  @Option(
      names = "--java-option",
      description = "a further option of the operator's JVM; may be given again")
  private List<String> javaOptions = List.of();

  @Option(names = "--out", description = "file to write the page to (default: only shown)")
  private Optional<Path> out = Optional.empty();

  public static void main(String[] args) {
    System.exit(new CommandLine(new Main()).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    String programs = System.getenv(PROGRAMS);
    if (programs == null || programs.isBlank()) {
      System.out.println(
          "Skipped: the operator with many fleets was not measured; "
              + PROGRAMS
              + " names no folder with kube-apiserver and etcd.");
      return 0;
    }
    Path folder = Files.createTempDirectory("gunrelay-scale-");
    System.out.printf("The operator with %,d fleets; its log is in %s%n", fleets, folder);
    try (ApiServer api = ApiServer.start(programs, manifests, folder);
        Relays relays = new Relays();
        Nodes nodes = Nodes.start(api.client(), relays)) {
      // Ctrl-C: the server's processes would outlive this one.
      Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().unstarted(api::close));
      Fleets all = new Fleets(api.client(), fleets);
      all.create();
      Run.Plan plan = new Run.Plan(operator, javaOptions, freePort(), steady, changes);
      String page =
          new Page(new Run(plan, api, all, nodes, relays, System.out).measure()).markdown();
      System.out.println(page);
      if (out.isPresent()) {
        Files.writeString(out.get(), page);
      }
    }
    return 0;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    }
  }
}
