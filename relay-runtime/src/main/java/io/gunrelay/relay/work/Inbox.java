package io.gunrelay.relay.work;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Work for one owner. Any thread adds; the owner is called with everything that has gathered, and
 * woken only when it had nothing to do. What one thread adds arrives in its order.
 *
 * <p>A Treiber stack (R. K. Treiber, 1986) taken as a whole and turned round: adding is one
 * compare-and-set and allocates nothing, since the items carry the links.
 *
 * @param <T> what is added; an item may be in one inbox at a time
 */
public final class Inbox<T extends Inbox.Item<T>> {
  /** What can lie in an inbox. */
  public abstract static class Item<T extends Item<T>> {
    private @Nullable T next;
  }

  private final AtomicReference<@Nullable T> newest = new AtomicReference<>();
  private final Executor owner;
  private final Consumer<List<T>> work;
  private final ArrayList<T> batch = new ArrayList<>();

  /**
   * @param owner runs one task after the other, in order, each seeing what the one before did
   * @param work called by the owner with at least one item; the list is reused after the call
   */
  public Inbox(Executor owner, Consumer<List<T>> work) {
    this.owner = owner;
    this.work = work;
  }

  /** Adds an item; from any thread. */
  public void add(T item) {
    T before;
    do {
      before = newest.get();
      setNext(item, before);
    } while (!newest.compareAndSet(before, item));
    if (before == null) {
      owner.execute(this::drain);
    }
  }

  private void drain() {
    T item = newest.getAndSet(null);
    while (item != null) {
      batch.add(item);
      T next = next(item);
      setNext(item, null);
      item = next;
    }
    if (batch.isEmpty()) {
      return;
    }
    List<T> ordered = batch.reversed();
    try {
      work.accept(ordered);
    } finally {
      batch.clear();
    }
  }

  private static <T extends Item<T>> void setNext(Item<T> item, @Nullable T next) {
    item.next = next;
  }

  private static <T extends Item<T>> @Nullable T next(Item<T> item) {
    return item.next;
  }
}
