package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.StoreException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

/** A client's put on its way: its parts are stored each in its turn, the client is told once. */
final class PutTicket implements MergeTask.Progress {
  private final PutResult result;
  private final Pressure pressure;
  private final long bytes;
  private final AtomicInteger parts;
  private final AtomicBoolean told = new AtomicBoolean();

  /**
   * @param parts how many times {@link #stored} or {@link #failed} will be called
   * @param bytes taken from the pressure, given back at the end
   */
  PutTicket(int parts, long bytes, Pressure pressure, PutResult result) {
    this.parts = new AtomicInteger(parts);
    this.bytes = bytes;
    this.pressure = pressure;
    this.result = result;
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
      result.refused(reason);
    }
  }
}
