package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Update;
import java.util.ArrayList;
import java.util.List;

/**
 * A message for clients of one loop. It takes its memory once, however many of them have yet to be
 * sent it, and is counted so. Belongs to the loop.
 */
final class Parcel {
  private final Bytes message;
  private final List<Delta> changes;
  private List<Mark> marks = List.of();
  private int holders;

  private Parcel(Bytes message, List<Delta> changes) {
    this.message = message;
    this.changes = changes;
  }

  static Parcel of(Update update) {
    return new Parcel(update.message(), update.changes());
  }

  /** For one client, which must get it: nothing else can tell it the same. */
  static Parcel reply(Bytes message) {
    return new Parcel(message, List.of());
  }

  Bytes message() {
    return message;
  }

  boolean isUpdate() {
    return !changes.isEmpty();
  }

  int size() {
    return message.size();
  }

  /** What to read again for a client that is not sent this; shared by all such clients. */
  List<Mark> marks() {
    if (marks.isEmpty()) {
      List<Mark> made = new ArrayList<>(changes.size());
      for (Delta change : changes) {
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
