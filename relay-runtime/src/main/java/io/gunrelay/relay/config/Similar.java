package io.gunrelay.relay.config;

import java.util.Comparator;
import java.util.stream.Stream;

/** Finds what somebody may have meant. */
final class Similar {
  private static final int FAR = 4;

  private Similar() {}

  /** A question to append to a message, or nothing when nothing is alike. */
  static String hint(String name, Stream<String> known) {
    return known
        .filter(candidate -> distance(name, candidate) < FAR)
        .min(Comparator.comparingInt(candidate -> distance(name, candidate)))
        .map(candidate -> " (did you mean " + candidate + "?)")
        .orElse("");
  }

  /** Levenshtein's distance. */
  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
