package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.node.ObjectNode;
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
 * @param staying how it stays connected to one of its peers, by {@code clients/stay-connected.mjs};
 *     null: it dials all of them, and each again as gun.js does, once
 * @param deadline how long an answer may take; gun.js itself gives up on a put after nine seconds
 */
public record ClientOptions(
    List<URI> peers,
    @Nullable String certificateAuthority,
    @Nullable String dial,
    @Nullable Staying staying,
    Duration deadline) {

  /**
   * Pauses between dials.
   *
   * @param pause after the first that failed; each further one doubles it
   * @param longest what it grows to
   */
  public record Staying(Duration pause, Duration longest) {
    static final Staying USUAL = new Staying(Duration.ofMillis(500), Duration.ofSeconds(10));
  }

  public ClientOptions {
    peers = List.copyOf(peers);
  }

  /** A client of these relays; no TLS authority of its own, dialing as gun.js does. */
  public static ClientOptions of(URI... peers) {
    return new ClientOptions(List.of(peers), null, null, null, Duration.ofSeconds(30));
  }

  public ClientOptions trusting(String pem) {
    return new ClientOptions(peers, pem, dial, staying, deadline);
  }

  public ClientOptions dialing(String hostAndPort) {
    return new ClientOptions(peers, certificateAuthority, hostAndPort, staying, deadline);
  }

  /** Staying connected to one of the peers, with the pauses that applications have. */
  public ClientOptions stayingConnected() {
    return new ClientOptions(peers, certificateAuthority, dial, Staying.USUAL, deadline);
  }

  /** Staying connected to one of the peers, dialing so often while none answers. */
  public ClientOptions redialing(Duration every) {
    Staying staying = new Staying(every, every);
    return new ClientOptions(peers, certificateAuthority, dial, staying, deadline);
  }

  public ClientOptions answeringWithin(Duration longest) {
    return new ClientOptions(peers, certificateAuthority, dial, staying, longest);
  }

  /** Adds itself to what a script is asked for. */
  ObjectNode inRequest(ObjectNode request) {
    peers.forEach(peer -> request.withArray("peers").add(peer.toString()));
    if (certificateAuthority != null) {
      request.put("ca", certificateAuthority);
    }
    if (dial != null) {
      request.put("dial", dial);
    }
    if (staying != null) {
      request
          .putObject("stay")
          .put("pauseMs", staying.pause().toMillis())
          .put("longestPauseMs", staying.longest().toMillis());
    }
    return request;
  }
}
