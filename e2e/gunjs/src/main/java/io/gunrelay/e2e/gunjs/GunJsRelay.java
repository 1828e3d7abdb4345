package io.gunrelay.e2e.gunjs;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** gun.js' own relay in a process of its own, with its store in a folder. */
public final class GunJsRelay implements AutoCloseable {
  private static final int START_SECONDS = 20;

  private final NodeProcess process;
  private final int port;

  private GunJsRelay(NodeProcess process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts one on any free port of 127.0.0.1. */
  public static GunJsRelay start(Path dataFolder) {
    return start(dataFolder, 0);
  }

  /**
   * Starts one on 127.0.0.1 and returns when it takes connections.
   *
   * @param port 0: any free port
   * @param peers other relays that it dials
   * @throws IllegalStateException when it does not start; the message holds what it printed
   */
  public static GunJsRelay start(Path dataFolder, int port, URI... peers) {
    List<String> arguments =
        new ArrayList<>(List.of("--port", Integer.toString(port), "--data", dataFolder.toString()));
    for (URI peer : peers) {
      arguments.addAll(List.of("--peer", peer.toString()));
    }
    return start(arguments);
  }

  /**
   * Starts one as {@code npm start} does, on any free port of 127.0.0.1: with AXE, which tells
   * clients of what they asked for and not of everything.
   */
  public static GunJsRelay startWithAxe(Path dataFolder) {
    return start(List.of("--axe", "--data", dataFolder.toString()));
  }

  private static GunJsRelay start(List<String> arguments) {
    CompletableFuture<Integer> listening = new CompletableFuture<>();
    NodeProcess process =
        new NodeProcess(
            Installation.find(),
            "relay.mjs",
            arguments,
            line -> listening.complete(line.get("listening").intValue()),
            () -> listening.completeExceptionally(new IllegalStateException("it ended")));
    try {
      return new GunJsRelay(process, listening.orTimeout(START_SECONDS, TimeUnit.SECONDS).join());
    } catch (RuntimeException e) {
      process.close();
      throw new IllegalStateException(
          "gun.js' relay did not start within " + START_SECONDS + " s: " + process.errorTail(), e);
    }
  }

  public int port() {
    return port;
  }

  /** What clients dial. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + port + "/gun");
  }

  public long pid() {
    return process.pid();
  }

  /** SIGKILL. */
  public void kill() {
    process.kill();
  }

  @Override
  public void close() {
    process.close();
  }
}
