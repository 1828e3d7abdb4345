package io.gunrelay.operator.rollout;

import java.time.Duration;
import java.time.Instant;

/**
 * How fast clients move. All of them dial the same few relays by one entry, and nobody knows how
 * many of them that can take: so some are told at a time, twice as many after those who arrived
 * soon, and half as many after those who arrived late.
 *
 * @param most clients that a relay hands over at a time
 * @param hurried whether those are told within seconds, however many they are
 */
record Pace(long most, boolean hurried) {

  /** Of those who go back: all at once. */
  static final Pace HURRIED = new Pace(Long.MAX_VALUE, true);

  /** Also at first: new relays have served nobody yet, and are slowest then. */
  private static final long LEAST = 50;

  /** Clients that a relay tells in a second, at most. */
  private static final int RATE = 100;

  /** And at least. */
  private static final int LEAST_RATE = 25;

  /** Over how many seconds those are told who are not many: what is cold takes one by one. */
  private static final int SPREAD_SECONDS = 2;

  private static final int HURRIED_SECONDS = 4;

  /** Beside the time that it takes to tell them; reports and rounds come each second. */
  private static final Duration SOON = Scene.ARRIVAL.plusSeconds(1);

  private static final Duration LATE = Scene.ARRIVAL.plusSeconds(3);

  static Pace asBefore(Moved last) {
    return new Pace(last.pace() == 0 ? LEAST : last.pace(), false);
  }

  /**
   * After clients were moved.
   *
   * @param took until they had arrived
   */
  static Pace after(Moved last, Duration took) {
    if (last.pace() == 0) {
      return asBefore(last);
    }
    var beside = took.minusMillis(1000 * last.pace() / steadyRate(last.pace()));
    if (beside.compareTo(SOON) <= 0) {
      return new Pace(2 * last.pace(), false);
    }
    return beside.compareTo(LATE) <= 0
        ? asBefore(last)
        : new Pace(Math.max(LEAST, last.pace() / 2), false);
  }

  /** Clients that so many relays hand over at a time, all together. */
  long most(int relays) {
    return hurried ? most : most * relays;
  }

  /** Clients that a relay tells in a second, of so many. */
  int rate(long clients) {
    return hurried ? (int) Math.max(RATE, clients / HURRIED_SECONDS) : steadyRate(clients);
  }

  private static int steadyRate(long clients) {
    return Math.clamp(clients / SPREAD_SECONDS, LEAST_RATE, RATE);
  }

  /** What is remembered of those who move now. */
  Moved moved(Instant now, long clients) {
    return new Moved(now, clients, hurried ? 0 : most);
  }
}
