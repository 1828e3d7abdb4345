package io.gunrelay.relay.files;

import io.gunrelay.relay.graph.Delta;

/** Receives nothing but the number of what is there. Not thread-safe. */
public final class Counted implements Receiver {
  private long values;
  private long leftOut;

  public long values() {
    return values;
  }

  /** How much was no value of a graph. */
  public long leftOut() {
    return leftOut;
  }

  @Override
  public void take(Delta delta) {
    values++;
  }

  @Override
  public void leaveOut() {
    leftOut++;
  }
}
