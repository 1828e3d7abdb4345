package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Optional;
import java.util.function.Supplier;

/** Passes on what comes to a port of this machine, in both directions, until either side ends. */
final class Door implements AutoCloseable {
  private static final int TIMEOUT_MS = 2_000;

  private final ServerSocket server;
  private final Supplier<Optional<InetSocketAddress>> to;
  private final Way way;

  /** How bytes go from one side to the other. */
  @FunctionalInterface
  interface Way {
    /** Returns when either side has ended, and both are closed or about to be. */
    void pass(Socket from, Socket to);
  }

  private Door(ServerSocket server, Supplier<Optional<InetSocketAddress>> to, Way way) {
    this.server = server;
    this.to = to;
    this.way = way;
  }

  /**
   * Opens one.
   *
   * @param here with port 0 for any
   * @param to where it leads whoever comes now; empty when that is not known
   */
  static Door open(InetSocketAddress here, Supplier<Optional<InetSocketAddress>> to, Way way)
      throws IOException {
    ServerSocket server = new ServerSocket();
    server.setReuseAddress(true);
    server.bind(here);
    Door door = new Door(server, to, way);
    Thread.ofPlatform().daemon().name("door").start(door::accept);
    return door;
  }

  /** Host and port, as they are dialled. */
  String place() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  boolean isOpen() {
    return !server.isClosed();
  }

  private void accept() {
    try {
      while (isOpen()) {
        Socket near = server.accept();
        Thread.ofVirtual().start(() -> serve(near));
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void serve(Socket near) {
    try (near;
        Socket far = new Socket()) {
      far.connect(to.get().orElseThrow(() -> new IOException("leads nowhere")), TIMEOUT_MS);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> way.pass(far, near));
      way.pass(near, far);
      back.join();
    } catch (IOException e) {
      // Whoever came sees the connection closed, and dials again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
