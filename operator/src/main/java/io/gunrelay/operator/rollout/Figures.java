package io.gunrelay.operator.rollout;

import java.time.Duration;
import java.util.List;

/**
 * What relays of one colour did over the same time.
 *
 * @param relays how many of them are watched
 * @param clients that they have
 * @param length for how long the one that is watched shortest is watched
 * @param acknowledged puts, by the time that it took: one count for each bound, one for more
 * @param boundsMicros of the counts
 * @param refused puts and keys
 * @param opened connections
 * @param failed connections
 * @param cpu processor time of all, as a share of the time; 1 is one processor
 * @param residentBytes of one, on average
 * @param behind of the one that is most
 * @param restarts of all, since they were made
 */
public record Figures(
    int relays,
    long clients,
    Duration length,
    List<Long> acknowledged,
    List<Long> boundsMicros,
    long refused,
    long opened,
    long failed,
    double cpu,
    long residentBytes,
    Duration behind,
    int restarts) {

  public Figures {
    acknowledged = List.copyOf(acknowledged);
    boundsMicros = List.copyOf(boundsMicros);
  }

  long puts() {
    return acknowledged.stream().mapToLong(Long::longValue).sum();
  }

  /** Of all puts, those that were refused, in percent. */
  double refusedPercent() {
    return percent(refused, puts());
  }

  /** Of all attempts to connect, those that failed, in percent. */
  double failedPercent() {
    return percent(failed, opened);
  }

  private static double percent(long bad, long good) {
    return bad + good == 0 ? 0 : 100.0 * bad / (bad + good);
  }

  /**
   * The time within which this share of puts was acknowledged, as far as the bounds tell: between
   * two of them it is taken for proportional, as Prometheus' {@code histogram_quantile} does.
   */
  double latencyMillis(double share) {
    var wanted = puts() * share;
    long below = 0;
    for (int i = 0; i < boundsMicros.size(); i++) {
      long here = acknowledged.get(i);
      if (here > 0 && below + here >= wanted) {
        var from = i == 0 ? 0 : boundsMicros.get(i - 1);
        return (from + (boundsMicros.get(i) - from) * (wanted - below) / here) / 1000.0;
      }
      below += here;
    }
    return boundsMicros.isEmpty() ? 0 : boundsMicros.getLast() / 1000.0;
  }
}
