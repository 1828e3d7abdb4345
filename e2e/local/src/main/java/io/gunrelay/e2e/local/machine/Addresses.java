package io.gunrelay.e2e.local.machine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Loopback addresses for pods: each has all ports to itself. Safe for use by several threads.
 *
 * <p>They are drawn at random from 127.0.0.0/8 and tried, so that several of these machines can run
 * at the same time.
 */
final class Addresses {
  private static final int ATTEMPTS = 100;

  private final RandomGenerator random;
  private final Set<String> given = new HashSet<>();

  Addresses(RandomGenerator random) {
    this.random = random;
  }

  /** An address on which all of these ports are free. */
  synchronized String take(Set<Integer> ports) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String address =
          "127.%d.%d.%d"
              .formatted(random.nextInt(1, 255), random.nextInt(0, 255), random.nextInt(2, 255));
      if (ports.stream().allMatch(port -> isFree(address, port)) && given.add(address)) {
        return address;
      }
    }
    throw new IllegalStateException("no loopback address has the ports " + ports + " free");
  }

  synchronized void giveBack(String address) {
    given.remove(address);
  }

  private static boolean isFree(String address, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(InetAddress.ofLiteral(address), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** A port of 127.0.0.1 that is free at this moment. */
  static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.ofLiteral("127.0.0.1"))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException("no port of 127.0.0.1 is free", e);
    }
  }
}
