package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * The way of clients that look a name up whenever they dial: what comes to its port is passed on to
 * wherever the name leads at that time, or did a moment ago.
 */
final class NamedDoor implements AutoCloseable {
  private static final int TIMEOUT_MS = 2_000;

  /** A server of names remembers, too. */
  private static final Duration REMEMBERED = Duration.ofMillis(200);

  private final ServerSocket server;
  private final Supplier<Optional<InetSocketAddress>> name;
  private volatile Optional<InetSocketAddress> known = Optional.empty();

  private NamedDoor(ServerSocket server, Supplier<Optional<InetSocketAddress>> name) {
    this.server = server;
    this.name = name;
  }

  /**
   * Opens one on loopback.
   *
   * @param name where it leads now; empty when the name is unknown
   */
  static NamedDoor open(Supplier<Optional<InetSocketAddress>> name) throws IOException {
    NamedDoor door = new NamedDoor(new ServerSocket(0, 0, InetAddress.getLoopbackAddress()), name);
    door.known = name.get();
    Thread.ofPlatform().daemon().name("names").start(door::lookUp);
    Thread.ofPlatform().daemon().name("named-door").start(door::accept);
    return door;
  }

  private void lookUp() {
    try {
      while (!server.isClosed()) {
        TimeUnit.MILLISECONDS.sleep(REMEMBERED.toMillis());
        known = name.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Host and port, as they are dialled. */
  String place() {
    return server.getInetAddress().getHostAddress() + ":" + server.getLocalPort();
  }

  private void accept() {
    try {
      while (!server.isClosed()) {
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
      far.connect(known.orElseThrow(() -> new IOException("unknown name")), TIMEOUT_MS);
      near.setTcpNoDelay(true);
      far.setTcpNoDelay(true);
      Thread back = Thread.ofVirtual().start(() -> pass(far, near));
      pass(near, far);
      back.join();
    } catch (IOException e) {
      // The client sees its connection closed, and dials again.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Until either side ends; then both do. */
  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // So it ends.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
