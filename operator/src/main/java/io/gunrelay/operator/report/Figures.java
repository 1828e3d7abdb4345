package io.gunrelay.operator.report;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * When a new number of clients is worth a write. The number never stands still, and every write
 * wakes everybody who watches the resource.
 */
final class Figures {

  /** Between two writes for the figures' sake alone. */
  static final Duration INTERVAL = Duration.ofSeconds(30);

  private static final double SHARE = 0.05;

  private Figures() {}

  /** What is to be done about a new figure. */
  sealed interface Advice {
    /** It tells nothing new. */
    record Leave() implements Advice {}

    record Write() implements Advice {}

    /** It is worth a write, but the last one was a moment ago. */
    record Wait(Duration time) implements Advice {}
  }

  /**
   * @param published the figure in the status; null when there is none
   * @param current the figure now; null when it is not known
   * @param writtenAt when a figure was last written; null when not since the start
   */
  static Advice advise(
      @Nullable Long published, @Nullable Long current, @Nullable Instant writtenAt, Instant now) {
    if (current == null || current.equals(published)) {
      return new Advice.Leave();
    }
    if (published == null || published == 0 || current == 0) {
      return new Advice.Write();
    }
    if (Math.abs(current - published) < published * SHARE) {
      return new Advice.Leave();
    }
    var next = writtenAt == null ? now : writtenAt.plus(INTERVAL);
    return next.isAfter(now) ? new Advice.Wait(Duration.between(now, next)) : new Advice.Write();
  }
}
