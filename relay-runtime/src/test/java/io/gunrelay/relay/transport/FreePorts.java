package io.gunrelay.relay.transport;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Ports for relays that have to know each other's beforehand. They are below those that the system
 * gives to connections, and of a range of this JVM's own, since tests run in several: nobody else
 * takes one before it is used. None is given twice while there are others.
 */
public final class FreePorts {
  private static final int FIRST = 10_000;
  private static final int OF_EACH_JVM = 5_000;
  private static final int JVM = Integer.getInteger("surefire.forkNumber", 1);
  private static final AtomicInteger NEXT =
      new AtomicInteger((int) (ProcessHandle.current().pid() % OF_EACH_JVM));

  private FreePorts() {}

  /** Ports that nobody listens on now. */
  public static List<Integer> take(int count) {
    List<Integer> ports = new ArrayList<>();
    for (int tried = 0; ports.size() < count; tried++) {
      if (tried == OF_EACH_JVM) {
        throw new IllegalStateException("there are no free ports");
      }
      int port =
          FIRST + (JVM % 4) * OF_EACH_JVM + Math.floorMod(NEXT.getAndIncrement(), OF_EACH_JVM);
      if (isFree(port)) {
        ports.add(port);
      }
    }
    return ports;
  }

  private static boolean isFree(int port) {
    try (ServerSocket _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      return true;
    } catch (IOException taken) {
      return false;
    }
  }
}
