package io.gunrelay.relay.drain;

import java.util.List;

/** A client as a drain sees it; compared by identity. Its methods return at once, on any thread. */
public interface Guest {
  /** The URL that it dialled, {@code ws://} or {@code wss://}; empty when that is not known. */
  String entry();

  /**
   * Tells it to leave and to dial one of the URLs, as soon as it has been answered what it asked.
   */
  void handOver(List<String> urls);

  /** Closes it; it will dial the URL that it came by again. */
  void dismiss();

  boolean hasLeft();
}
