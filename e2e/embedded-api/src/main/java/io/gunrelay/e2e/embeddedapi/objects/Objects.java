package io.gunrelay.e2e.embeddedapi.objects;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * All objects. An object that was handed out or in is never changed again: who wants to change one
 * makes a copy.
 */
public final class Objects {
  private static final int CHANGES_KEPT = 20_000;

  private final ReentrantLock lock = new ReentrantLock();
  private final NavigableMap<ObjectKey, ObjectNode> objects = new TreeMap<>();
  private final ChangeLog changes = new ChangeLog(CHANGES_KEPT);
  private long revision = 1;

  /** Objects of one kind at one moment. */
  public record Listing(List<ObjectNode> items, long revision) {}

  /** Reads and writes in one step that no other interrupts. */
  public <T> T atomically(Supplier<T> step) {
    lock.lock();
    try {
      return step.get();
    } finally {
      lock.unlock();
    }
  }

  public ChangeLog changes() {
    return changes;
  }

  /** The revision of the latest change. */
  public long revision() {
    return atomically(() -> revision);
  }

  public Optional<ObjectNode> get(ObjectKey key) {
    return atomically(() -> Optional.ofNullable(objects.get(key)));
  }

  /**
   * The objects of one kind that a selector takes.
   *
   * @param namespace empty: of all namespaces
   */
  public Listing list(String resource, String namespace, Predicate<? super ObjectNode> selector) {
    return atomically(() ->
        new Listing(
            objects.tailMap(new ObjectKey(resource, namespace, "")).entrySet().stream()
                .takeWhile(entry ->
                    entry.getKey().resource().equals(resource)
                        && (namespace.isEmpty() || entry.getKey().namespace().equals(namespace)))
                .map(java.util.Map.Entry::getValue)
                .filter(selector)
                .toList(),
            revision));
  }

  /** The keys of all objects that fulfil a condition. */
  public List<ObjectKey> keys(Predicate<? super JsonNode> condition) {
    return atomically(() ->
        objects.entrySet().stream()
            .filter(entry -> condition.test(entry.getValue()))
            .map(java.util.Map.Entry::getKey)
            .toList());
  }

  /** Stores an object under a new revision, which it is given. */
  public ObjectNode put(ObjectKey key, ObjectNode object) {
    return atomically(() -> {
      revision++;
      object.withObject("/metadata").put("resourceVersion", Long.toString(revision));
      Optional<ObjectNode> before = Optional.ofNullable(objects.put(key, object));
      changes.add(new Change(revision, key, before, Optional.of(object)));
      return object;
    });
  }

  /** Removes an object. */
  public void remove(ObjectKey key) {
    atomically(() -> {
      ObjectNode before = objects.remove(key);
      if (before != null) {
        revision++;
        changes.add(new Change(revision, key, Optional.of(before), Optional.empty()));
      }
      return revision;
    });
  }

  public Stream<ObjectKey> inNamespace(String namespace) {
    return atomically(() ->
        objects.keySet().stream()
            .filter(key -> key.namespace().equals(namespace))
            .toList()
            .stream());
  }
}
