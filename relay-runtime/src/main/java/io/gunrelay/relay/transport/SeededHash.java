package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;

/**
 * 64-bit hashes that stand for texts in sets, where a collision would lose a message. The seed is
 * secret, so that nobody can search for texts that collide; the mixing is murmur3's.
 */
record SeededHash(long seed) {
  private static final long FIRST = 0x87c37b91114253d5L;
  private static final long SECOND = 0x4cf5ad432745937fL;

  long of(long owner, Bytes text) {
    long hash = mix(seed, owner);
    byte[] bytes = text.array();
    long word = 0;
    for (int i = 0; i < bytes.length; i++) {
      word = (word << 8) | (bytes[i] & 0xFF);
      if ((i & 7) == 7) {
        hash = mix(hash, word);
        word = 0;
      }
    }
    return finish(mix(mix(hash, word), bytes.length));
  }

  long of(String first, String second) {
    return finish(mix(text(text(seed, first), second), first.length()));
  }

  private static long text(long hash, String text) {
    long mixed = hash;
    long word = 0;
    for (int i = 0; i < text.length(); i++) {
      word = (word << 16) | text.charAt(i);
      if ((i & 3) == 3) {
        mixed = mix(mixed, word);
        word = 0;
      }
    }
    return mix(mix(mixed, word), text.length());
  }

  private static long mix(long hash, long word) {
    long mixed = Long.rotateLeft(word * FIRST, 31) * SECOND;
    return Long.rotateLeft(hash ^ mixed, 27) * 5 + 0x52dce729;
  }

  /** Never zero. */
  private static long finish(long hash) {
    long h = hash;
    h = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
    h = (h ^ (h >>> 33)) * 0xc4ceb9fe1a85ec53L;
    h ^= h >>> 33;
    return h == 0 ? 1 : h;
  }
}
