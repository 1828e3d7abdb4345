package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Answer;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.List;
import java.util.function.Supplier;

/**
 * A peer's question. A get subscribes, but a peer is told of all changes anyway: so each question
 * is a client of its own, which leaves when it is answered.
 */
final class PeerQuestion implements Client, Answer {
  private final Peer peer;
  private final Graph graph;
  private final Bytes id;
  private final Supplier<String> ids;

  PeerQuestion(Peer peer, Graph graph, Bytes id, Supplier<String> ids) {
    this.peer = peer;
    this.graph = graph;
    this.id = id;
    this.ids = ids;
  }

  @Override
  public Outlet outlet() {
    return peer.outlet();
  }

  @Override
  public void chunk(List<Delta> deltas, boolean more) {
    send(
        id.size() == 0
            ? MessageWriter.update(ids.get(), deltas)
            : MessageWriter.answer(ids.get(), id, deltas, more));
    if (!more) {
      graph.leave(this);
    }
  }

  @Override
  public void whenReady(Runnable next) {
    peer.thread()
        .execute(() -> {
          // A peer that does not read its answers asks again.
          if (peer.hasRoomForAnswers()) {
            next.run();
          } else {
            graph.leave(this);
          }
        });
  }

  @Override
  public void notFound() {
    if (id.size() > 0) {
      send(MessageWriter.notFound(id));
    }
    graph.leave(this);
  }

  @Override
  public void failed(String reason) {
    if (id.size() > 0) {
      send(MessageWriter.error(id, reason));
    }
    graph.leave(this);
  }

  private void send(Bytes message) {
    peer.thread()
        .execute(() -> {
          peer.answer(message);
          peer.flush();
        });
  }
}
