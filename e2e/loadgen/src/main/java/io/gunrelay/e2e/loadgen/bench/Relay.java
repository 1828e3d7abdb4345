package io.gunrelay.e2e.loadgen.bench;

import java.nio.file.Path;
import java.util.List;

/** A relay that can be started as a process. */
sealed interface Relay {
  /** As the table's head calls it. */
  String name();

  /** The command that serves on a port of the loopback interface with its data in a folder. */
  List<String> command(int port, Path data);

  /**
   * This project's relay.
   *
   * @param home the runnable folder that the build leaves
   */
  record GunRelay(Path home) implements Relay {
    @Override
    public String name() {
      return "GunRelay";
    }

    @Override
    public List<String> command(int port, Path data) {
      return List.of(
          home.resolve("bin/gun-relay").toString(),
          "serve",
          "--bind-address=127.0.0.1",
          "--port=" + port,
          "--admin-port=0",
          "--replication-port=0",
          "--data-dir=" + data);
    }
  }

  /**
   * The relay that comes with gun.js.
   *
   * @param home the folder of the script that starts it
   */
  record GunJs(Path home) implements Relay {
    @Override
    public String name() {
      return "gun.js";
    }

    @Override
    public List<String> command(int port, Path data) {
      return List.of(
          "node",
          home.resolve("relay.mjs").toString(),
          "--host=127.0.0.1",
          "--port=" + port,
          "--data=" + data);
    }
  }
}
