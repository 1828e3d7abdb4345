package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Update;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message for clients of one loop. It takes its memory once, however many of them have yet to be
 * sent it, and is counted so. Belongs to the loop.
 */
final class Parcel {
  /** What it takes to remember that one client has yet to be sent it. */
  static final int REFERENCE_BYTES = 8;

  private final Bytes message;
  private final @Nullable Update update;
  private final @Nullable Newest newest;
  private List<Mark> marks = List.of();
  private int holders;

  private Parcel(Bytes message, @Nullable Update update, @Nullable Newest newest) {
    this.message = message;
    this.update = update;
    this.newest = newest;
  }

  /**
   * For who asked for it.
   *
   * @param newest of its key, if that is followed
   */
  static Parcel of(Update update, @Nullable Newest newest) {
    return new Parcel(update.message(), update, newest);
  }

  /** For one client, which must get it: nothing else can tell it the same. */
  static Parcel reply(Bytes message) {
    return new Parcel(message, null, null);
  }

  Bytes message() {
    return message;
  }

  boolean isUpdate() {
    return update != null;
  }

  int size() {
    return message.size();
  }

  /** Whether everybody who was to get it has been told newer since, or will be. */
  boolean isSuperseded() {
    return newest != null && update != null && newest.supersedes(update);
  }

  /** What to read again for a client that is not sent this; shared by all such clients. */
  List<Mark> marks() {
    if (marks.isEmpty() && update != null) {
      List<Mark> made = new ArrayList<>(update.changes().size());
      for (Delta change : update.changes()) {
        made.add(new Mark(change.soul(), change.key()));
      }
      marks = made;
    }
    return marks;
  }

  /** One more client waits for it; true for the first. */
  boolean hold() {
    return holders++ == 0;
  }

  /** One waits no more; true for the last. */
  boolean letGo() {
    return --holders == 0;
  }
}
