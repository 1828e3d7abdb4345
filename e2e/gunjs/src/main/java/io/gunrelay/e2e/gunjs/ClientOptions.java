package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a client connects.
 *
 * @param peers the relays' URLs, {@code http(s)} or {@code ws(s)}; empty: a client alone, which
 *     merges by gun.js' own HAM and talks to nobody
 * @param certificateAuthority a PEM text that is trusted beside Node's own list; null: none
 * @param dial by the URLs' hosts, {@code host:port} that is dialed in place of their own; the URLs'
 *     host still names the virtual host and the certificate; absent: the URL's own
 * @param staying how it stays connected to one of its peers, by {@code clients/stay-connected.mjs};
 *     null: it dials all of them, and each again as gun.js does, once
 * @param deadline how long an answer may take; gun.js itself gives up on a put after nine seconds
 */
public record ClientOptions(
    List<URI> peers,
    @Nullable String certificateAuthority,
    Map<String, String> dial,
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
    dial = Map.copyOf(dial);
  }

  /** A client of these relays; no TLS authority of its own, dialing as gun.js does. */
  public static ClientOptions of(URI... peers) {
    return new ClientOptions(List.of(peers), null, Map.of(), null, Duration.ofSeconds(30));
  }

  public ClientOptions trusting(String pem) {
    return new ClientOptions(peers, pem, dial, staying, deadline);
  }

  /** Dials one place for all of the URLs that it has now. */
  public ClientOptions dialing(String hostAndPort) {
    Map<String, String> places = new HashMap<>();
    peers.forEach(peer -> places.put(peer.getHost(), hostAndPort));
    return dialing(places);
  }

  /** Dials a place for each host. */
  public ClientOptions dialing(Map<String, String> places) {
    return new ClientOptions(peers, certificateAuthority, places, staying, deadline);
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
    if (!dial.isEmpty()) {
      dial.forEach(request.putObject("dial")::put);
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
