package io.gunrelay.e2e.embeddedapi.requests;

import io.gunrelay.e2e.embeddedapi.objects.Change;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Deletes what is owned by objects that are no longer there, a moment after they went. As in a
 * cluster, that holds for an object that comes when its owner has gone already, too, which a
 * controller that has not heard of the deletion yet may well make.
 */
public final class GarbageCollector implements AutoCloseable {
  private static final Duration LOOK_AT_LEAST_EVERY = Duration.ofSeconds(30);

  private final Objects objects;
  private final Deletions deletions;
  private final Duration delay;
  private final Thread thread;

  /**
   * Starts it.
   *
   * @param delay from a deletion to that of what was owned: time for others to hear of the owner's
   *     first, as they do in a cluster
   */
  public GarbageCollector(Objects objects, Deletions deletions, Duration delay) {
    this.objects = objects;
    this.deletions = deletions;
    this.delay = delay;
    thread = Thread.ofVirtual().name("garbage-collector").start(this::run);
  }

  private void run() {
    try {
      long revision = objects.revision();
      while (!objects.changes().isClosed()) {
        Optional<List<Change>> changes = objects.changes().after(revision, LOOK_AT_LEAST_EVERY);
        if (changes.isEmpty() || changes.get().stream().anyMatch(GarbageCollector::matters)) {
          Thread.sleep(delay);
          revision = objects.revision();
          deletions.collectGarbage();
        } else if (!changes.get().isEmpty()) {
          revision = changes.get().getLast().revision();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A deletion, or an object that comes with owners. */
  private static boolean matters(Change change) {
    return change.after().isEmpty()
        || (change.before().isEmpty()
            && !change.after().get().at("/metadata/ownerReferences").isEmpty());
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
