package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Objects that looked different from what is wanted and that applying did not change: the API
 * server writes a value in its own way. Remembering them keeps such a difference from being written
 * for ever. An entry holds for one version of the object and one wish.
 */
public final class Settled {

  private record Entry(String resourceVersion, int wish) {}

  private final Map<String, Entry> byUid = new ConcurrentHashMap<>();
  private final Contests contests;

  public Settled(InstantSource clock) {
    this.contests = new Contests(clock);
  }

  /** What has been put back of late. */
  Contests contests() {
    return contests;
  }

  void remember(HasMetadata actual, HasMetadata wanted) {
    byUid.put(actual.getMetadata().getUid(), entry(actual, wanted));
  }

  boolean contains(HasMetadata actual, HasMetadata wanted) {
    return entry(actual, wanted).equals(byUid.get(actual.getMetadata().getUid()));
  }

  private static Entry entry(HasMetadata actual, HasMetadata wanted) {
    return new Entry(actual.getMetadata().getResourceVersion(), wanted.hashCode());
  }
}
