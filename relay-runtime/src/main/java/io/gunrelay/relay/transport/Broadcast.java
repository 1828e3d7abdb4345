package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.limits.ClientLimits;
import io.netty.buffer.ByteBuf;
import java.util.ArrayList;
import java.util.List;

/**
 * Updates that gather for the same clients, until they are written. For a client that has nothing
 * else to be sent that is one frame, the same for all of them, and nothing is queued. Belongs to
 * one loop.
 */
final class Broadcast {
  private final Loop loop;
  private final List<Parcel> updates = new ArrayList<>();
  private final List<Bytes> messages = new ArrayList<>();
  private List<Client> clients = List.of();
  private long bytes;

  Broadcast(Loop loop) {
    this.loop = loop;
  }

  boolean isEmpty() {
    return updates.isEmpty();
  }

  /** Adds an update; if it is for others than those before it, or too much, these are queued. */
  void add(List<Client> receivers, Parcel update) {
    if (!isFor(receivers) || bytes + update.size() > ClientLimits.UNREAD_UPDATE_BYTES) {
      queue();
      clients = receivers;
    }
    updates.add(update);
    messages.add(update.message());
    bytes += update.size();
    if (update.hold()) {
      loop.countUnread(update.size());
    }
  }

  /** A list that stays the same is the same object: to compare its members would take too long. */
  @SuppressWarnings("ReferenceEquality")
  private boolean isFor(List<Client> receivers) {
    return clients == receivers;
  }

  /** Queues the updates with each client, for what is to be sent to it alone. */
  void queue() {
    for (Client client : clients) {
      if (client instanceof Connection connection) {
        queue(connection);
      }
    }
    clear();
  }

  /** Writes the updates to those who can take them at once, and queues them with the others. */
  void write() {
    if (updates.isEmpty() || bytes > Loop.FRAME_BYTES) {
      queue();
      return;
    }
    ByteBuf frame = loop.frames().text(messages);
    for (Client client : clients) {
      if (client instanceof Connection connection) {
        if (connection.isReady()) {
          loop.countUpdates(messages.size());
          connection.visit().sent(messages.size());
          connection.write(frame.retainedDuplicate());
        } else {
          queue(connection);
        }
      }
    }
    frame.release();
    clear();
  }

  private void queue(Connection connection) {
    for (Parcel update : updates) {
      connection.update(update);
    }
  }

  private void clear() {
    for (Parcel update : updates) {
      if (update.letGo()) {
        loop.countUnread(-update.size());
      }
    }
    updates.clear();
    messages.clear();
    clients = List.of();
    bytes = 0;
  }
}
