package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ManagedFieldsEntry;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Bounds what is put back. An object is repaired at once a few times; when somebody insists, once
 * in a while, so that two who disagree do not keep the API server busy. A token bucket for each
 * object; another wish than before fills it.
 */
final class Contests {

  static final int BURST = 4;
  static final Duration REFILL = Duration.ofSeconds(30);

  private record Key(Owner owner, Ref ref) {}

  private record Bucket(int wish, double tokens, Instant at) {}

  private final InstantSource clock;
  private final Map<Key, Bucket> buckets = new ConcurrentHashMap<>();
  private final AtomicReference<Instant> nextSweep = new AtomicReference<>(Instant.MIN);

  Contests(InstantSource clock) {
    this.clock = clock;
  }

  /** Whether the object may be written now. */
  boolean mayWrite(Owner owner, Ref ref, HasMetadata wanted) {
    return tokens(new Key(owner, ref), wanted.hashCode()) >= 1;
  }

  /** Notes a write; those that are long past are forgotten. */
  void wrote(Owner owner, Ref ref, HasMetadata wanted) {
    var key = new Key(owner, ref);
    int wish = wanted.hashCode();
    buckets.put(key, new Bucket(wish, Math.max(0, tokens(key, wish) - 1), clock.instant()));
    sweep(clock.instant());
  }

  /** Once in a while, since it looks at every bucket there is. */
  private void sweep(Instant now) {
    var due = nextSweep.get();
    if (!now.isBefore(due) && nextSweep.compareAndSet(due, now.plus(REFILL))) {
      var longPast = now.minus(REFILL.multipliedBy(BURST));
      buckets.values().removeIf(bucket -> bucket.at.isBefore(longPast));
    }
  }

  private double tokens(Key key, int wish) {
    var bucket = buckets.get(key);
    if (bucket == null || bucket.wish != wish) {
      return BURST;
    }
    var past = (double) Duration.between(bucket.at, clock.instant()).toMillis();
    return Math.min(BURST, bucket.tokens + Math.max(0, past / REFILL.toMillis()));
  }

  /** For a person: who wrote the object last, beside the operator, or that it was deleted. */
  static String rival(Optional<HasMetadata> actual) {
    return actual.map(object -> "changed by " + writer(object)).orElse("deleted by somebody");
  }

  private static String writer(HasMetadata object) {
    return object.getMetadata().getManagedFields().stream()
        .filter(entry -> !isOurs(entry.getManager()))
        .filter(entry -> Objects.requireNonNullElse(entry.getSubresource(), "").isEmpty())
        .max(Comparator.comparing(Contests::time))
        .map(ManagedFieldsEntry::getManager)
        .orElse("somebody");
  }

  private static boolean isOurs(String manager) {
    return Names.FIELD_MANAGER.equals(manager) || Names.REPLICAS_HOLDER.equals(manager);
  }

  private static String time(ManagedFieldsEntry entry) {
    return Objects.requireNonNullElse(entry.getTime(), "");
  }
}
