package io.gunrelay.kubectl.text;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How long ago something was, as kubectl writes it. */
public final class Ages {

  /** Where nobody knows. */
  public static final String UNKNOWN = "?";

  private record Unit(String name, long seconds) {}

  private static final List<Unit> UNITS =
      List.of(new Unit("d", 86_400), new Unit("h", 3_600), new Unit("m", 60));

  /** From so many of a unit on, the next smaller one is left out. */
  private static final int MANY = 10;

  private Ages() {}

  /**
   * From a time on the wire until now.
   *
   * @param then such as {@code 2026-01-01T00:00:00Z}
   */
  public static String since(@Nullable String then, Instant now) {
    if (then == null || then.isEmpty()) {
      return UNKNOWN;
    }
    try {
      return of(Duration.between(Instant.parse(then), now));
    } catch (DateTimeException e) {
      return UNKNOWN;
    }
  }

  /** The two largest units of it that matter. */
  public static String of(Duration time) {
    var seconds = Math.max(0, time.toSeconds());
    for (int i = 0; i < UNITS.size(); i++) {
      var unit = UNITS.get(i);
      var count = seconds / unit.seconds;
      if (count > 0) {
        var smaller = i + 1 < UNITS.size() ? UNITS.get(i + 1) : new Unit("s", 1);
        var rest = seconds % unit.seconds / smaller.seconds;
        return count + unit.name + (count >= MANY || rest == 0 ? "" : rest + smaller.name);
      }
    }
    return seconds + "s";
  }
}
