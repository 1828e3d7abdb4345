package io.gunrelay.relay.replication;

import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What other relays have synced, and who waits for it. A change is covered when a relay that takes
 * from this one, now, has confirmed its tag or a later one of the same origin; if any of them is in
 * another region, only those count. When the last of those is lost, one that takes its place is
 * waited for, and those of the own region count once none has come. Thread-safe.
 *
 * <p>What a relay has confirmed counts for as long as the link lasts: its process may have died,
 * and its disk with it. Who waited is told at once when it was covered, so nothing is forgotten by
 * that.
 *
 * <p>A relay that is linked may be unable to store anything, as when its disk is full. One that
 * owes what somebody waits for, and has confirmed nothing at all for longer than the patience,
 * counts as little as one that cannot be reached, until it confirms again.
 */
public final class Confirmations implements Coverage {
  private static final String ALONE =
      "no other relay can be reached that stores anything, and puts are acknowledged only once"
          + " another one has stored them; try again later";

  /** Told to whoever has waited for what nobody will ever confirm. */
  static final String RETIRED =
      "what stands in the put's place was taken by a relay that is gone; try again";

  private final String region;
  private final WhenAlone whenAlone;
  private final Duration patience;
  private final Scheduler timer;
  private final LongSupplier nanoTime;
  private final DistantConfirmations distant;
  private final List<Link> links = new ArrayList<>();
  private final Map<Origin, Long> covered = new HashMap<>();
  private final WaitingPuts waiting = new WaitingPuts();
  private final LongAdder acknowledgedAlone = new LongAdder();
  private long aloneSinceNs;
  private long farLostNs;

  /** A relay of another region has just been lost, and no other one has come for it yet. */
  private boolean awaitingFar;

  private boolean watching;

  /** Nobody is waited for any more. */
  private volatile boolean alone;

  /**
   * Nobody is linked yet.
   *
   * @param region of this relay
   * @param patience how long it waits for a first or a lost relay before it is alone, for another
   *     region's before the own one's count, and for one that confirms nothing
   * @param timer for that
   * @param distant told of relays of other regions, too
   */
  public Confirmations(
      String region,
      WhenAlone whenAlone,
      Duration patience,
      Scheduler timer,
      LongSupplier nanoTime,
      DistantConfirmations distant) {
    this.region = region;
    this.whenAlone = whenAlone;
    this.patience = patience;
    this.timer = timer;
    this.nanoTime = nanoTime;
    this.distant = distant;
    lonely(nanoTime.getAsLong());
  }

  /** A relay takes from this one from now on; it has synced as much. */
  public Link opened(String itsRegion, VersionVector vector) {
    Link link = new Link(itsRegion, vector);
    List<Receipt> receipts;
    synchronized (this) {
      links.add(link);
      alone = false;
      awaitingFar &= !isFar(link);
      receipts = recount();
    }
    receipts.forEach(Receipt::covered);
    return link;
  }

  @Override
  public Optional<String> refusal() {
    return alone && whenAlone == WhenAlone.REFUSE ? Optional.of(ALONE) : Optional.empty();
  }

  @Override
  public void await(VersionVector changes, Receipt receipt) {
    boolean nobodyCovers;
    synchronized (this) {
      nobodyCovers = alone;
      if (!alone && waiting.add(changes, this::confirmed, receipt, nanoTime.getAsLong())) {
        watch();
        return;
      }
    }
    if (nobodyCovers) {
      endAlone(receipt);
    } else {
      receipt.covered();
    }
  }

  /** Up to which change of an origin all relays that are linked have it; 0 when none is. */
  public synchronized long confirmedByAll(Origin origin) {
    return links.stream().mapToLong(link -> link.vector.getOrDefault(origin, 0L)).min().orElse(0);
  }

  /** Up to which change of an origin the relays have it that puts wait for; 0 when none is. */
  public synchronized long confirmed(Origin origin) {
    return covered.getOrDefault(origin, 0L);
  }

  /** Whether any relay takes from this one. */
  public synchronized boolean isLinked() {
    return !links.isEmpty();
  }

  /** Whether no other relay has been reachable for longer than the patience. */
  public boolean isAlone() {
    return alone;
  }

  /**
   * These origins have left the vector: nobody will ever confirm anything of them. Whoever waits
   * for that has waited for minutes, and is refused; tried again, the put finds the value under
   * another tag.
   */
  public void retired(Set<Origin> origins) {
    distant.retired(origins);
    List<Receipt> receipts;
    synchronized (this) {
      receipts = waiting.refuse(origins);
      covered.keySet().removeAll(origins);
    }
    receipts.forEach(receipt -> receipt.refused(RETIRED));
  }

  /** What people should know of it, or the empty text. */
  public String remark() {
    if (!alone) {
      return "";
    }
    return whenAlone == WhenAlone.REFUSE
        ? "puts are refused, as no other relay can be reached to store them, too"
        : "puts are acknowledged for this relay's disk only, as no other relay can be reached";
  }

  /** How many puts wait for another relay. */
  public synchronized int waiting() {
    return waiting.count();
  }

  /** How many puts have been acknowledged for the own disk only. */
  public long acknowledgedAlone() {
    return acknowledgedAlone.sum();
  }

  /** One relay that takes from this one. */
  public final class Link implements AutoCloseable {
    private final String itsRegion;
    private final Map<Origin, Long> vector;
    private long heardNs = nanoTime.getAsLong();
    private final DistantConfirmations.@Nullable Link afar;
    private boolean stalled;

    private Link(String itsRegion, VersionVector vector) {
      this.itsRegion = itsRegion;
      this.vector = new HashMap<>(vector.sequences());
      afar = itsRegion.equals(region) ? null : distant.opened(itsRegion, vector);
    }

    /** It has synced as much more, or part of what its vector does not cover yet. */
    public void confirmed(VersionVector more) {
      if (afar != null) {
        afar.confirmed(more);
      }
      List<Receipt> receipts = new ArrayList<>();
      synchronized (Confirmations.this) {
        heardNs = nanoTime.getAsLong();
        if (stalled && links.contains(this)) {
          stalled = false;
          alone = false;
          awaitingFar &= !isFar(this);
          receipts.addAll(recount());
        }
        boolean counts = links.contains(this) && counts(this);
        more.sequences()
            .forEach((origin, sequence) -> {
              vector.merge(origin, sequence, Math::max);
              if (counts) {
                cover(origin, sequence, receipts);
              }
            });
      }
      receipts.forEach(Receipt::covered);
    }

    /** The link has ended. */
    @Override
    public void close() {
      if (afar != null) {
        afar.close();
      }
      List<Receipt> receipts;
      synchronized (Confirmations.this) {
        if (!links.remove(this)) {
          return;
        }
        long sinceNs = nanoTime.getAsLong() - owedNs(this);
        if (isFar(this) && !stalled && !anyFarCounts()) {
          farLost(sinceNs);
        }
        receipts = recount();
        if (!anyCounts() && !alone) {
          lonely(sinceNs);
        }
      }
      receipts.forEach(Receipt::covered);
    }
  }

  private boolean counts(Link link) {
    return !link.stalled && (isFar(link) || (!awaitingFar && !anyFarCounts()));
  }

  private boolean isFar(Link link) {
    return !link.itsRegion.equals(region);
  }

  private boolean anyFarCounts() {
    return links.stream().anyMatch(link -> !link.stalled && isFar(link));
  }

  private boolean anyCounts() {
    return links.stream().anyMatch(link -> !link.stalled);
  }

  private void watch() {
    if (!watching) {
      watching = true;
      timer.after(patience, this::lookForStalled);
    }
  }

  private void lookForStalled() {
    List<Receipt> covered = List.of();
    List<Receipt> givenUp = List.of();
    synchronized (this) {
      watching = false;
      if (waiting.count() == 0) {
        return;
      }
      List<Link> found = links.stream().filter(this::isStalled).toList();
      if (!found.isEmpty()) {
        found.forEach(link -> link.stalled = true);
        covered = recount();
        givenUp = anyCounts() ? List.of() : giveUp();
      }
      watch();
    }
    covered.forEach(Receipt::covered);
    givenUp.forEach(this::endAlone);
  }

  /** Whether it owes what has been waited for, and has long been silent. */
  private boolean isStalled(Link link) {
    return owedNs(link) >= patience.toNanos();
  }

  /** For how long it has been silent although it owed something. */
  private long owedNs(Link link) {
    long nowNs = nanoTime.getAsLong();
    return Math.min(
        nowNs - link.heardNs, waiting.waitedNs(of -> link.vector.getOrDefault(of, 0L), nowNs));
  }

  /** Who counts may have changed. */
  private List<Receipt> recount() {
    List<Receipt> receipts = new ArrayList<>();
    covered.clear();
    for (Link link : links) {
      if (counts(link)) {
        link.vector.forEach((origin, sequence) -> cover(origin, sequence, receipts));
      }
    }
    return receipts;
  }

  private void cover(Origin origin, long sequence, List<Receipt> receipts) {
    covered.merge(origin, sequence, Math::max);
    waiting.cover(origin, sequence, receipts);
  }

  /** Who was silent before it went has been waited for already. */
  private void lonely(long sinceNs) {
    aloneSinceNs = sinceNs;
    timer.after(untilImpatient(sinceNs), this::lookAround);
  }

  private Duration untilImpatient(long sinceNs) {
    long passedNs = nanoTime.getAsLong() - sinceNs;
    return Duration.ofNanos(Math.max(0, patience.toNanos() - passedNs));
  }

  private void lookAround() {
    List<Receipt> receipts;
    synchronized (this) {
      if (alone || anyCounts() || nanoTime.getAsLong() - aloneSinceNs < patience.toNanos()) {
        return;
      }
      receipts = giveUp();
    }
    receipts.forEach(this::endAlone);
  }

  private void farLost(long sinceNs) {
    awaitingFar = true;
    farLostNs = sinceNs;
    timer.after(untilImpatient(sinceNs), this::lookAfar);
  }

  private void lookAfar() {
    List<Receipt> receipts;
    synchronized (this) {
      if (!awaitingFar || nanoTime.getAsLong() - farLostNs < patience.toNanos()) {
        return;
      }
      awaitingFar = false;
      receipts = recount();
    }
    receipts.forEach(Receipt::covered);
  }

  private List<Receipt> giveUp() {
    alone = true;
    return waiting.takeAll();
  }

  private void endAlone(Receipt receipt) {
    if (whenAlone == WhenAlone.REFUSE) {
      receipt.refused(ALONE);
    } else {
      acknowledgedAlone.increment();
      receipt.covered();
    }
  }
}
