package io.gunrelay.relay.limits;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is written with each pair of keys. Charge only what was proved to be signed with a key, and
 * that once: otherwise anybody could use up what is another's. Thread-safe.
 */
public final class KeyRates {
  /** So many keys are remembered; the one that was not used for the longest is forgotten first. */
  static final int MAX_KEYS = 32_768;

  private final Limits limits;
  private final Map<String, Buckets> keys = new LinkedHashMap<>(16, 0.75f, true);

  private record Buckets(Bucket messages, Bucket bytes) {}

  KeyRates(Limits limits) {
    this.limits = limits;
  }

  /** Whether keys are charged at all. */
  public boolean areLimited() {
    return limits.settings().key().talkIsLimited();
  }

  /**
   * Charges what was written with a key.
   *
   * @param publicKey as it stands in souls
   * @return what its writer should do about it; empty: nothing
   */
  public Optional<Overrun> wrote(String publicKey, int messages, long bytes) {
    LimitSettings.Rates rates = limits.settings().key();
    if (!rates.talkIsLimited()) {
      return Optional.empty();
    }
    Buckets buckets = buckets(publicKey);
    Overrun ofMessages =
        limits.take(buckets.messages(), messages, Scope.KEY, Resource.MESSAGES, rates.messages());
    Overrun ofBytes = limits.take(buckets.bytes(), bytes, Scope.KEY, Resource.BYTES, rates.bytes());
    return Optional.ofNullable(Voice.worse(ofMessages, ofBytes));
  }

  private synchronized Buckets buckets(String publicKey) {
    Buckets known = keys.get(publicKey);
    if (known == null) {
      known = new Buckets(new Bucket(limits.nowNs()), new Bucket(limits.nowNs()));
      keys.put(publicKey, known);
      if (keys.size() > MAX_KEYS) {
        keys.remove(keys.keySet().iterator().next());
      }
    }
    return known;
  }

  synchronized int size() {
    return keys.size();
  }
}
