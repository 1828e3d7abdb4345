package io.gunrelay.e2e.scenarios.failovers;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
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
  /** A server of names remembers, too. */
  private static final Duration REMEMBERED = Duration.ofMillis(200);

  private final Supplier<Optional<InetSocketAddress>> name;
  private final Door door;
  private volatile Optional<InetSocketAddress> known;

  private NamedDoor(Supplier<Optional<InetSocketAddress>> name) throws IOException {
    this.name = name;
    this.known = name.get();
    this.door =
        Door.open(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
            () -> known,
            NamedDoor::pass);
  }

  /**
   * Opens one on loopback.
   *
   * @param name where it leads now; empty when the name is unknown
   */
  static NamedDoor open(Supplier<Optional<InetSocketAddress>> name) throws IOException {
    NamedDoor door = new NamedDoor(name);
    Thread.ofPlatform().daemon().name("names").start(door::lookUp);
    return door;
  }

  private void lookUp() {
    try {
      while (door.isOpen()) {
        TimeUnit.MILLISECONDS.sleep(REMEMBERED.toMillis());
        known = name.get();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Host and port, as they are dialled. */
  String place() {
    return door.place();
  }

  private static void pass(Socket from, Socket to) {
    try (from;
        to) {
      from.getInputStream().transferTo(to.getOutputStream());
    } catch (IOException e) {
      // So it ends.
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
