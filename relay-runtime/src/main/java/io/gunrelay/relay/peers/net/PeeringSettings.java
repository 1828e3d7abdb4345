package io.gunrelay.relay.peers.net;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which peers there are.
 *
 * @param urls {@code ws://} or {@code wss://}
 * @param authority a file with the certificates, in PEM, that are trusted in place of the machine's
 *     own; null: the machine's own
 * @param fills whether each peer is asked for all that it has
 */
public record PeeringSettings(List<URI> urls, @Nullable Path authority, boolean fills) {
  /** No peers. */
  public static final PeeringSettings NONE = new PeeringSettings(List.of(), null, false);

  public PeeringSettings {
    urls = List.copyOf(urls);
  }
}
