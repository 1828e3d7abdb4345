package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A client's process.
 *
 * @param peers relays that it is connected to
 * @param sockets open WebSockets, connected or being so
 * @param souls nodes in its memory
 * @param rssBytes the process' resident memory
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record ClientStats(List<Peer> peers, int sockets, int souls, long rssBytes) {

  /**
   * A relay that it is connected to.
   *
   * @param pid what the relay calls itself in GUN's handshake; null before that
   */
  @JsonIgnoreProperties(ignoreUnknown = true)
  public record Peer(String url, @Nullable String pid) {}
}
