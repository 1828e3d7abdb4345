package io.gunrelay.e2e.gunjs;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param peers the relays' URLs, {@code http(s)} or {@code ws(s)}; empty: a client alone, which
 *     merges by gun.js' own HAM and talks to nobody
 * @param certificateAuthority a PEM text that is trusted beside Node's own list; null: none
 * @param dial {@code host:port} that is dialed in place of the URLs' own; the URLs' host still
 *     names the virtual host and the certificate; null: the URLs' own
 * @param redialEvery how often a lost peer is dialed again; null: as gun.js does, once
 * @param deadline how long an answer may take; gun.js itself gives up on a put after nine seconds
 */
public record ClientOptions(
    List<URI> peers,
    @Nullable String certificateAuthority,
    @Nullable String dial,
    @Nullable Duration redialEvery,
    Duration deadline) {

  public ClientOptions {
    peers = List.copyOf(peers);
  }

  /** A client of these relays; no TLS authority of its own, dialing as gun.js does. */
  public static ClientOptions of(URI... peers) {
    return new ClientOptions(List.of(peers), null, null, null, Duration.ofSeconds(30));
  }

  public ClientOptions trusting(String pem) {
    return new ClientOptions(peers, pem, dial, redialEvery, deadline);
  }

  public ClientOptions dialing(String hostAndPort) {
    return new ClientOptions(peers, certificateAuthority, hostAndPort, redialEvery, deadline);
  }

  public ClientOptions redialing(Duration every) {
    return new ClientOptions(peers, certificateAuthority, dial, every, deadline);
  }

  public ClientOptions answeringWithin(Duration longest) {
    return new ClientOptions(peers, certificateAuthority, dial, redialEvery, longest);
  }
}
