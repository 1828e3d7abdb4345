package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.wire.MessageWriter;
import io.gunrelay.relay.wire.ValueHash;
import java.util.List;
import java.util.OptionalInt;

/**
 * Sends a client the answer to its query.
 *
 * <p>A client that comes back after a cut asks for each key with the hash of what it has, and does
 * not repeat its puts. Where that differs from what is known here, it is asked in turn for what it
 * may have written in between.
 *
 * @param id the query's id, or empty
 * @param known the hash of the value that the client has
 */
record GetReply(Connection connection, Bytes id, Query query, OptionalInt known, MessageIds ids)
    implements Answer {

  @Override
  public void chunk(List<Delta> deltas, boolean more) {
    send(
        id.size() == 0
            ? MessageWriter.update(ids.next(), deltas)
            : MessageWriter.answer(ids.next(), id, deltas, more));
    if (!more) {
      boolean same = deltas.size() == 1 && ValueHash.of(deltas.getFirst().value()).equals(known);
      end(!same);
    }
  }

  @Override
  public void whenReady(Runnable next) {
    connection.loop().execute(() -> connection.whenRoom(next));
  }

  @Override
  public void notFound() {
    if (id.size() > 0) {
      send(MessageWriter.notFound(id));
    }
    end(true);
  }

  @Override
  public void failed(String reason) {
    if (id.size() > 0) {
      send(MessageWriter.error(id, reason));
    }
    end(false);
  }

  private void end(boolean differs) {
    if (differs && known.isPresent() && query.key().isPresent()) {
      send(MessageWriter.get(ids.next(), query));
    }
    connection.loop().execute(connection::getEnded);
  }

  private void send(Bytes message) {
    connection.loop().execute(() -> connection.send(message));
  }
}
