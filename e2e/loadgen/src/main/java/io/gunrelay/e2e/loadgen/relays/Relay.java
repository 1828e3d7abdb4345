package io.gunrelay.e2e.loadgen.relays;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A relay that can be started as a process. */
public sealed interface Relay {
  /** As a table's head calls it. */
  String name();

  /**
   * The command that serves on the loopback interface.
   *
   * @param adminPort for metrics, where there are any
   * @param data the folder for its data
   */
  List<String> command(int port, int adminPort, Path data);

  /** Variables beside those of this process. */
  default Map<String, String> environment() {
    return Map.of();
  }

  /** Whether its clients need TLS. */
  default boolean secure() {
    return false;
  }

  /**
   * This project's relay.
   *
   * @param home the runnable folder that the build leaves
   * @param options further flags
   * @param environment further variables
   */
  record GunRelay(Path home, List<String> options, Map<String, String> environment)
      implements Relay {
    private static final String TLS_CERT = "--tls-cert=";
    private static final String REPLICATION_PORT = "--replication-port=";

    @Override
    public String name() {
      return "GunRelay";
    }

    /** The same relay with further flags. */
    public GunRelay with(String... further) {
      List<String> all = new ArrayList<>(options);
      all.addAll(List.of(further));
      return new GunRelay(home, List.copyOf(all), environment);
    }

    /** The same relay with flags for its JVM. */
    public GunRelay onJvm(String flags) {
      return new GunRelay(home, options, Map.of("JDK_JAVA_OPTIONS", flags));
    }

    /** The same relay with TLS for its clients. */
    public GunRelay secured(OwnCertificate with) {
      return with(TLS_CERT + with.certificate(), "--tls-key=" + with.key());
    }

    @Override
    public boolean secure() {
      return options.stream().anyMatch(option -> option.startsWith(TLS_CERT));
    }

    @Override
    public List<String> command(int port, int adminPort, Path data) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  home.resolve("bin/gun-relay").toString(),
                  "serve",
                  "--bind-address=127.0.0.1",
                  "--port=" + port,
                  "--admin-port=" + adminPort,
                  "--data-dir=" + data));
      if (options.stream().noneMatch(option -> option.startsWith(REPLICATION_PORT))) {
        command.add(REPLICATION_PORT + "0");
      }
      command.addAll(options);
      return command;
    }
  }

  /**
   * The relay that comes with gun.js.
   *
   * @param home the folder of the script that starts it
   * @param peers the addresses of relays that it passes everything on to, and that do the same
   */
  record GunJs(Path home, List<String> peers) implements Relay {
    @Override
    public String name() {
      return "gun.js";
    }

    @Override
    public List<String> command(int port, int adminPort, Path data) {
      List<String> command =
          new ArrayList<>(
              List.of(
                  "node",
                  home.resolve("relay.mjs").toString(),
                  "--host=127.0.0.1",
                  "--port=" + port,
                  "--data=" + data));
      peers.forEach(peer -> command.add("--peer=" + peer));
      return command;
    }
  }

  /** The server of the raw package, with this process' own JVM and classes. */
  record RawNetty() implements Relay {
    @Override
    public String name() {
      return "raw Netty";
    }

    @Override
    public List<String> command(int port, int adminPort, Path data) {
      return List.of(
          Path.of(System.getProperty("java.home"), "bin", "java").toString(),
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-cp",
          System.getProperty("java.class.path"),
          "io.gunrelay.e2e.loadgen.Loadgen",
          "raw",
          "--bind-address=127.0.0.1",
          "--port=" + port);
    }
  }
}
