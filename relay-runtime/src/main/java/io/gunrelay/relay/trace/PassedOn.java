package io.gunrelay.relay.trace;

/** The trace of a relay that does not trace: others may. */
record PassedOn(TraceContext context) implements Trace {
  @Override
  public void ended(Stage stage) {}

  @Override
  public void sentTo(int clients) {}

  @Override
  public void refused() {}

  @Override
  public void end() {}
}
