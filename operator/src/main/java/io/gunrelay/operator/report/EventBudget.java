package io.gunrelay.operator.report;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;

/**
 * How many events each resource may have: a few at once, then one a minute, so that a pod that
 * comes and goes does not fill the API server. A token bucket.
 */
final class EventBudget {

  private static final double BURST = 25;
  private static final Duration REFILL = Duration.ofMinutes(1);

  private record Bucket(double tokens, Instant at) {}

  private final InstantSource clock;
  private final Map<String, Bucket> buckets = new HashMap<>();

  EventBudget(InstantSource clock) {
    this.clock = clock;
  }

  synchronized boolean take(String uid) {
    var now = clock.instant();
    var bucket = buckets.get(uid);
    var tokens = bucket == null ? BURST : filled(bucket, now);
    var granted = tokens >= 1;
    buckets.put(uid, new Bucket(granted ? tokens - 1 : tokens, now));
    return granted;
  }

  private static double filled(Bucket bucket, Instant now) {
    var refilled = (double) Duration.between(bucket.at, now).toMillis() / REFILL.toMillis();
    return Math.min(BURST, bucket.tokens + Math.max(0, refilled));
  }

  synchronized void forget(String uid) {
    buckets.remove(uid);
  }
}
