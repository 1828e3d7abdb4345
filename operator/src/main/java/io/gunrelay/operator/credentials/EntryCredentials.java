package io.gunrelay.operator.credentials;

import java.time.Instant;
import java.util.Map;

/**
 * A certificate of an entry that nobody has signed.
 *
 * @param texts of its Secret
 * @param isNew whether it was made just now
 * @param until when it ends
 * @param next when another one is to be made
 */
public record EntryCredentials(
    Map<String, String> texts, boolean isNew, Instant until, Instant next) {

  public EntryCredentials {
    texts = Map.copyOf(texts);
  }
}
