package io.gunrelay.relay.replication;

import io.gunrelay.relay.graph.Coverage.Receipt;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

/**
 * Puts that wait until what they have changed is covered, in a line for each origin, by sequence. A
 * put stands in as many lines as it has changes that are open. Not thread-safe.
 */
final class WaitingPuts {
  /** A change that has to be covered, and the put that it belongs to. */
  private record Need(long sequence, Put of) {
    static final Comparator<Need> BY_SEQUENCE = Comparator.comparingLong(Need::sequence);
  }

  private static final class Put {
    private static final int REFUSED = -1;

    private final Receipt receipt;
    private final long sinceNs;
    private int open;

    Put(Receipt receipt, long sinceNs) {
      this.receipt = receipt;
      this.sinceNs = sinceNs;
    }

    /** Whether one more change was all that was missing. */
    boolean close() {
      if (open != REFUSED) {
        open--;
      }
      return open == 0;
    }

    /** False if it was refused before. */
    boolean refuse() {
      boolean first = open != REFUSED;
      open = REFUSED;
      return first;
    }
  }

  private final Map<Origin, PriorityQueue<Need>> lines = new HashMap<>();
  private int count;

  /**
   * Lets a put wait for what is not covered of its changes.
   *
   * @param covered up to which change of an origin all is covered
   * @return false if all of it is covered, so that nothing is waited for
   */
  boolean add(VersionVector changes, ToLongFunction<Origin> covered, Receipt receipt, long nowNs) {
    Put put = new Put(receipt, nowNs);
    changes
        .sequences()
        .forEach((origin, sequence) -> {
          if (covered.applyAsLong(origin) < sequence) {
            put.open++;
            lines
                .computeIfAbsent(origin, of -> new PriorityQueue<>(Need.BY_SEQUENCE))
                .add(new Need(sequence, put));
          }
        });
    if (put.open == 0) {
      return false;
    }
    count++;
    return true;
  }

  /** How many wait. */
  int count() {
    return count;
  }

  /** All changes of an origin are covered up to this one; adds those who need not wait any more. */
  void cover(Origin origin, long sequence, List<Receipt> receipts) {
    PriorityQueue<Need> line = lines.get(origin);
    if (line == null) {
      return;
    }
    Need first = line.peek();
    while (first != null && first.sequence() <= sequence) {
      line.remove();
      if (first.of().close()) {
        count--;
        receipts.add(first.of().receipt);
      }
      first = line.peek();
    }
    if (line.isEmpty()) {
      lines.remove(origin);
    }
  }

  /** Nothing of these origins is waited for any more; returns who has waited for that. */
  List<Receipt> refuse(Collection<Origin> origins) {
    List<Receipt> receipts = new ArrayList<>();
    for (Origin origin : origins) {
      PriorityQueue<Need> line = lines.remove(origin);
      if (line != null) {
        for (Need need : line) {
          if (need.of().refuse()) {
            count--;
            receipts.add(need.of().receipt);
          }
        }
      }
    }
    return receipts;
  }

  /** Nothing is waited for any more; returns who has waited. */
  List<Receipt> takeAll() {
    List<Receipt> receipts = new ArrayList<>();
    for (PriorityQueue<Need> line : lines.values()) {
      for (Need need : line) {
        if (need.of().close()) {
          receipts.add(need.of().receipt);
        }
      }
    }
    lines.clear();
    count = 0;
    return receipts;
  }

  /**
   * For how long somebody has waited for what is missing there; 0 if nobody does.
   *
   * @param has up to which change of an origin a relay has all
   */
  long waitedNs(ToLongFunction<Origin> has, long nowNs) {
    return lines.entrySet().stream()
        .flatMap(line ->
            Stream.ofNullable(line.getValue().peek())
                .filter(first -> first.sequence() > has.applyAsLong(line.getKey())))
        .mapToLong(first -> nowNs - first.of().sinceNs)
        .max()
        .orElse(0);
  }
}
