package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.wire.MessageWriter;
import io.gunrelay.relay.wire.ValueHash;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Sends a client the answer to its query.
 *
 * <p>A client that comes back after a cut asks again for what it listens to, for keys with the hash
 * of what it has, and does not repeat its puts. So it is asked in turn for what it may have written
 * in between.
 */
final class GetReply implements Answer {
  /** gun.js answers with so many properties at a time, and its hash is that of such an answer. */
  private static final int MAX_HASHED = 8;

  private final Connection connection;
  private final Bytes id;
  private final int gets;
  private final Optional<Query> query;
  private final OptionalInt known;
  private final MessageIds ids;
  private boolean first = true;

  /**
   * @param id the query's id, or empty
   * @param gets as how many queries it counts
   * @param query what the client may be asked for in turn
   * @param known the hash of the value that the client has
   */
  GetReply(
      Connection connection,
      Bytes id,
      int gets,
      Optional<Query> query,
      OptionalInt known,
      MessageIds ids) {
    this.connection = connection;
    this.id = id;
    this.gets = gets;
    this.query = query;
    this.known = known;
    this.ids = ids;
  }

  @Override
  public void chunk(List<Delta> deltas, boolean more) {
    if (!deltas.isEmpty()) {
      send(
          id.size() == 0
              ? MessageWriter.update(ids.next(), deltas)
              : MessageWriter.answer(ids.next(), id, deltas, more));
    } else if (id.size() > 0) {
      // What came before was all.
      send(MessageWriter.notFound(id));
    }
    if (!more) {
      end(first ? deltas : List.of());
    }
    first = false;
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
    end(List.of());
  }

  @Override
  public void failed(String reason) {
    if (id.size() > 0) {
      send(MessageWriter.error(id, reason));
    }
    connection.loop().execute(() -> connection.getEnded(gets));
  }

  /**
   * @param whole the whole answer, if it was one message
   */
  private void end(List<Delta> whole) {
    query.ifPresent(asked -> askBack(asked, whole));
    connection.loop().execute(() -> connection.getEnded(gets));
  }

  private void askBack(Query asked, List<Delta> whole) {
    if (known.isPresent() && whole.size() == 1) {
      if (ValueHash.of(whole.getFirst().value()).equals(known)) {
        return;
      }
    }
    OptionalInt hash =
        whole.isEmpty() || whole.size() > MAX_HASHED
            ? OptionalInt.empty()
            : OptionalInt.of(MessageWriter.hash(whole));
    Runnable question =
        () -> {
          if (connection.interests().mayAskBack(asked)) {
            connection.send(MessageWriter.get(ids.next(), asked, hash));
          }
        };
    connection
        .loop()
        .execute(() -> {
          if (known.isPresent() && asked.key().isPresent()) {
            question.run();
          } else {
            connection.homecoming().ask(question);
          }
        });
  }

  private void send(Bytes message) {
    connection.loop().execute(() -> connection.send(message));
  }
}
