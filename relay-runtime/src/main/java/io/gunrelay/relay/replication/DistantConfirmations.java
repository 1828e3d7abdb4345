package io.gunrelay.relay.replication;

import io.gunrelay.relay.graph.Coverage.Receipt;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What relays of other regions have synced, and puts that wait for that however long it takes, as
 * long as they are not too many. As with {@link Confirmations}, what a relay has confirmed counts
 * for as long as its link lasts. Thread-safe.
 */
public final class DistantConfirmations {
  private static final int MOST_WAITING = 1 << 17;

  private static final String TOO_MANY =
      "another region has to have the put before it is acknowledged, and too many puts wait for that;"
          + " try again later, or dial another entry";

  /** Some hundred bytes of memory each. */
  private final int most;

  private final List<Link> links = new ArrayList<>();
  private final Map<Origin, Long> covered = new HashMap<>();
  private final WaitingPuts waiting = new WaitingPuts();
  private Optional<String> only = Optional.empty();

  /** With room for as many puts as clients write in some minutes. */
  public DistantConfirmations() {
    this(MOST_WAITING);
  }

  DistantConfirmations(int most) {
    this.most = most;
  }

  /** A relay of another region takes from this one from now on; it has synced as much. */
  Link opened(String region, VersionVector vector) {
    Link link = new Link(region, vector);
    List<Receipt> receipts = new ArrayList<>();
    synchronized (this) {
      links.add(link);
      if (counts(link)) {
        cover(vector, receipts);
      }
    }
    receipts.forEach(Receipt::covered);
    return link;
  }

  /**
   * Says whose word counts from now on.
   *
   * @param region that one alone; empty when any other region's does
   */
  public void waitFor(Optional<String> region) {
    List<Receipt> receipts = new ArrayList<>();
    synchronized (this) {
      if (only.equals(region)) {
        return;
      }
      only = region;
      covered.clear();
      links.stream().filter(this::counts).forEach(link -> cover(link.vector(), receipts));
    }
    receipts.forEach(Receipt::covered);
  }

  /**
   * Tells when these changes are in another region: at once, or later; or that so many wait for
   * that already that this one does not.
   */
  public void await(VersionVector changes, Receipt receipt) {
    boolean full;
    synchronized (this) {
      full = waiting.count() >= most && !isCovered(changes);
      if (!full && waiting.add(changes, origin -> covered.getOrDefault(origin, 0L), receipt, 0)) {
        return;
      }
    }
    if (full) {
      receipt.refused(TOO_MANY);
    } else {
      receipt.covered();
    }
  }

  private boolean isCovered(VersionVector changes) {
    return changes.sequences().entrySet().stream()
        .allMatch(change -> covered.getOrDefault(change.getKey(), 0L) >= change.getValue());
  }

  /** Nothing is waited for any more: all puts that do are told that they are covered. */
  public void release() {
    List<Receipt> receipts;
    synchronized (this) {
      if (waiting.count() == 0) {
        return;
      }
      receipts = waiting.takeAll();
    }
    receipts.forEach(Receipt::covered);
  }

  /** As {@link Confirmations#retired}. */
  void retired(Set<Origin> origins) {
    List<Receipt> receipts;
    synchronized (this) {
      receipts = waiting.refuse(origins);
      covered.keySet().removeAll(origins);
    }
    receipts.forEach(receipt -> receipt.refused(Confirmations.RETIRED));
  }

  /** How many puts wait. */
  public synchronized int waiting() {
    return waiting.count();
  }

  private boolean counts(Link link) {
    return only.isEmpty() || only.get().equals(link.region);
  }

  private void cover(VersionVector more, List<Receipt> receipts) {
    more.sequences()
        .forEach((origin, sequence) -> {
          covered.merge(origin, sequence, Math::max);
          waiting.cover(origin, sequence, receipts);
        });
  }

  /** One relay of another region that takes from this one. */
  final class Link implements AutoCloseable {
    private final String region;
    private final Map<Origin, Long> has;

    private Link(String region, VersionVector vector) {
      this.region = region;
      has = new HashMap<>(vector.sequences());
    }

    private VersionVector vector() {
      return VersionVector.of(has);
    }

    /** It has synced as much more. */
    void confirmed(VersionVector more) {
      List<Receipt> receipts = new ArrayList<>();
      synchronized (DistantConfirmations.this) {
        more.sequences().forEach((origin, sequence) -> has.merge(origin, sequence, Math::max));
        if (links.contains(this) && counts(this)) {
          cover(more, receipts);
        }
      }
      receipts.forEach(Receipt::covered);
    }

    /** The link has ended. */
    @Override
    public void close() {
      synchronized (DistantConfirmations.this) {
        links.remove(this);
        covered.clear();
        List<Receipt> nobody = new ArrayList<>();
        links.stream()
            .filter(DistantConfirmations.this::counts)
            .forEach(link -> cover(link.vector(), nobody));
      }
    }
  }
}
