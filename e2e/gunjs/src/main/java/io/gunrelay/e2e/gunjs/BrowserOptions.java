package io.gunrelay.e2e.gunjs;

import java.util.List;
import java.util.Map;

/**
 * How a browser starts.
 *
 * @param hosts for {@code host:port}, what is dialed in its place
 * @param trustedKeys base64 of the SHA-256 of public keys (as X.509 has them) whose certificates
 *     are trusted although nobody vouches for them
 */
public record BrowserOptions(Map<String, String> hosts, List<String> trustedKeys) {
  public static final BrowserOptions USUAL = new BrowserOptions(Map.of(), List.of());

  public BrowserOptions {
    hosts = Map.copyOf(hosts);
    trustedKeys = List.copyOf(trustedKeys);
  }

  public BrowserOptions dialing(String hostAndPort, String instead) {
    return new BrowserOptions(Map.of(hostAndPort, instead), trustedKeys);
  }

  public BrowserOptions trusting(String key) {
    return new BrowserOptions(hosts, List.of(key));
  }
}
