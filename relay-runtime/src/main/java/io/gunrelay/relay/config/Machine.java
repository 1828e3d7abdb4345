package io.gunrelay.relay.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Map;

/**
 * What defaults depend on.
 *
 * @param hostName the host's name
 * @param maxHeapBytes the largest size of the heap
 */
public record Machine(String hostName, long maxHeapBytes) {
  private static final int SHARE_OF_HEAP = 4;

  /** The machine that this process runs on. */
  public static Machine here(Map<String, String> environment) {
    return new Machine(hostName(environment), Runtime.getRuntime().maxMemory());
  }

  private static String hostName(Map<String, String> environment) {
    String known = environment.getOrDefault("HOSTNAME", "");
    if (!known.isBlank()) {
      return known;
    }
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      return "localhost";
    }
  }

  String defaultOf(Option option) {
    return switch (option) {
      case NAME -> hostName;
      case CACHE_BYTES -> Long.toString(Math.max(8L << 20, maxHeapBytes / SHARE_OF_HEAP));
      default -> "";
    };
  }
}
