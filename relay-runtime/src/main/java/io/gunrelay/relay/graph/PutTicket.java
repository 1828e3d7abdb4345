package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.trace.Trace;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A client's put on its way: its parts are stored each in its turn, the client is told once. */
final class PutTicket implements MergeTask.Progress {
  private final PutResult result;
  private final Pressure pressure;
  private final Refusals refused;
  private final long bytes;
  private final AtomicInteger parts;
  private final AtomicInteger unmerged;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param parts how many times {@link #stored} or {@link #failed} will be called
   * @param souls how many times {@link #decided} will be called, unless one fails
   * @param bytes taken from the pressure, given back at the end
   */
  PutTicket(
      int parts, int souls, long bytes, Pressure pressure, Refusals refused, PutResult result) {
    this.parts = new AtomicInteger(parts);
    this.unmerged = new AtomicInteger(souls);
    this.bytes = bytes;
    this.pressure = pressure;
    this.refused = refused;
    this.result = result;
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
    }
  }

  @Override
  public void stored() {
    if (parts.decrementAndGet() == 0) {
      pressure.giveBack(bytes);
      if (told.compareAndSet(false, true)) {
        result.stored();
      }
    }
  }

  @Override
  public void delayed(StoreException why) {
    refuse(why.reasonForClients());
  }

  @Override
  public void failed(StoreException why) {
    refuse(why.reasonForClients());
    if (parts.decrementAndGet() == 0) {
      pressure.giveBack(bytes);
    }
  }

  private void refuse(String reason) {
    if (told.compareAndSet(false, true)) {
      refused.count(Refusal.DISK);
      result.refused(reason);
    }
  }
}
