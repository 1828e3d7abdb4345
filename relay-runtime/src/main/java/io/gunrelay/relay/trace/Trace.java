package io.gunrelay.relay.trace;

/** One sampled put on its way through this relay. Thread-safe; nothing blocks. */
public interface Trace {
  /** What another relay needs to go on with it. */
  TraceContext context();

  /** The stage ends now. It began when the one before it ended. */
  void ended(Stage stage);

  /** Clients of one event loop have been sent it; the last of {@link Stage}s, perhaps repeated. */
  void sentTo(int clients);

  /** The put has been refused. */
  void refused();

  /** The put has come to its end, apart from what is still being sent. */
  void end();
}
