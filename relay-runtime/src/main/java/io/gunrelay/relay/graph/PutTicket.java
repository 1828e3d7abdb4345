package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.trace.Trace;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A client's put on its way: its parts are stored each in its turn, and the client is told once,
 * when all are as safe as was promised.
 */
final class PutTicket implements MergeTask.Progress, Coverage.Receipt {
  /**
   * What a put consists of.
   *
   * @param souls with values of the present
   * @param future how many values are from the future
   * @param bytes taken from the pressure, given back at the end
   */
  record Parts(int souls, int future, long bytes) {
    int transactions() {
      return souls + (future == 0 ? 0 : 1);
    }
  }

  private static final String FROM_THE_FUTURE =
      "the put's state is in the future, and nothing can be promised of it while this relay may"
          + " acknowledge nothing by itself; try again later";

  private final PutResult result;
  private final Promise promise;
  private final Pressure pressure;
  private final Refusals refused;
  private final Parts of;
  private final AtomicInteger unstored;
  private final AtomicInteger unmerged;

  /** What still keeps the put from being acknowledged, apart from other relays. */
  private final AtomicInteger open;

  private final AtomicBoolean told = new AtomicBoolean();

  /** Whether other relays are asked before the put is acknowledged. */
  private final boolean asks;

  /** What has to be covered; belongs to the journal's thread. */
  private final Map<Origin, Long> changes;

  /**
   * What is asked for before a put is acknowledged.
   *
   * @param coverage of other relays
   */
  record Promise(Durability durability, Coverage coverage) {
    boolean isReplicated() {
      return durability == Durability.REPLICATED;
    }

    /** Why nothing can be promised at present, for the client's eyes; empty if it can. */
    Optional<String> refusal() {
      return coverage.refusal();
    }
  }

  PutTicket(Parts of, Promise promise, Pressure pressure, Refusals refused, PutResult result) {
    this.of = of;
    this.promise = promise;
    this.pressure = pressure;
    this.refused = refused;
    this.result = result;
    this.asks = promise.coverage().isAsked();
    this.changes = asks ? new HashMap<>(2) : Map.of();
    this.unstored = new AtomicInteger(of.transactions());
    this.unmerged = new AtomicInteger(of.souls());
    this.open = new AtomicInteger(of.transactions() + (promise.isReplicated() ? of.future() : 0));
  }

  @Override
  public @Nullable Trace trace() {
    return result.trace();
  }

  @Override
  public void won(String soul, List<Entry> winners) {
    long size = 0;
    for (Entry winner : winners) {
      size += winner.value().size();
    }
    result.won(soul, size);
  }

  @Override
  public void decided() {
    if (unmerged.decrementAndGet() == 0) {
      result.merged();
      if (promise.durability() == Durability.MEMORY
          && of.future() == 0
          && (!asks || promise.coverage().isContent())) {
        covered();
      }
    }
  }

  @Override
  public void stored(List<? extends Write> writes) {
    note(writes);
    if (unstored.decrementAndGet() == 0) {
      pressure.giveBack(of.bytes());
    }
    closeOne();
  }

  @Override
  public boolean awaitsMaturity() {
    return promise.isReplicated();
  }

  @Override
  public void matured(List<? extends Write> writes) {
    note(writes);
    closeOne();
  }

  @Override
  public void delayed(StoreException why) {
    refuse(Refusal.DISK, why.reasonForClients());
  }

  @Override
  public void failed(StoreException why) {
    refuse(Refusal.DISK, why.reasonForClients());
    if (unstored.decrementAndGet() == 0) {
      pressure.giveBack(of.bytes());
    }
  }

  @Override
  public void covered() {
    if (told.compareAndSet(false, true)) {
      result.stored();
    }
  }

  @Override
  public void refused(String reason) {
    refuse(Refusal.ALONE, reason);
  }

  private void note(List<? extends Write> writes) {
    if (asks) {
      for (Write write : writes) {
        Tag tag = write.tag();
        if (tag != null) {
          changes.merge(tag.origin(), tag.sequence(), Math::max);
        }
      }
    }
  }

  private void closeOne() {
    if (open.decrementAndGet() > 0 || told.get()) {
      return;
    }
    if (!asks) {
      covered();
    } else if (of.future() > 0 && !promise.isReplicated() && !promise.coverage().isContent()) {
      // What is kept for later is no change yet that others could have.
      refuse(Refusal.ALONE, FROM_THE_FUTURE);
    } else {
      promise.coverage().await(VersionVector.of(changes), this);
    }
  }

  private void refuse(Refusal why, String reason) {
    if (told.compareAndSet(false, true)) {
      refused.count(why);
      result.refused(reason);
    }
  }
}
