package io.gunrelay.relay.graph;

/** Receives the outcome of a put, once; from any thread; must not block. */
public interface PutResult {
  /** Every key of the put, or the value that stands instead of it, has been synced to disk. */
  void stored();

  /** Nothing is promised for the put; {@code reason} says why and is for the client's eyes. */
  void refused(String reason);
}
