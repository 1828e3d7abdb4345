package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What a peer says, and what becomes of it. Belongs to the peer's thread. */
final class Hearing {
  /** Of what it put; above it, it is not listened to. */
  private static final long MAX_UNMERGED_BYTES = 16L << 20;

  private static final int OVERHEAD = 64;

  private final Peer peer;
  private final Peers peers;
  private final Graph graph;
  private final Admission admission;
  private long unmergedBytes;
  private boolean waitsForMore;

  Hearing(Peer peer, Peers peers, Graph graph, Admission admission) {
    this.peer = peer;
    this.peers = peers;
    this.graph = graph;
    this.admission = admission;
  }

  /** It is connected. */
  void begin() {
    waitsForMore = true;
    goOn();
  }

  void hear(byte[] text) {
    for (Message message : FrameReader.read(text, 0, text.length).orElse(List.of())) {
      peer.figures().received.increment();
      hear(message);
    }
    waitsForMore = true;
    goOn();
  }

  private void hear(Message message) {
    switch (message.body()) {
      case Message.Hello(String pid) -> {
        peer.introduced(pid);
        peer.answer(MessageWriter.helloBack(peers.nextId(), peers.pid(), message.id()));
      }
      case Message.Introduction(String pid) -> peer.introduced(pid);
      case Message.Put(List<Delta> deltas) when deltas.isEmpty() -> peer.answered(message, deltas);
      case Message.Put(List<Delta> deltas) -> put(message, deltas);
      case Message.Get(Query query) -> {
        boolean _ = peers.ask(new Question.Exact(query), peer, () -> {});
        PeerQuestion question = new PeerQuestion(peer, graph, message.id(), peers::nextId);
        graph.get(query, question, question);
      }
      case Message.Find(RangeQuery query) -> {
        boolean _ = peers.ask(Question.Pattern.of(query), peer, () -> {});
        PeerQuestion question = new PeerQuestion(peer, graph, message.id(), peers::nextId);
        graph.get(query, question, question);
      }
      default -> peer.answered(message, List.of());
    }
  }

  private void put(Message message, List<Delta> deltas) {
    long bytes = 0;
    for (Delta delta : deltas) {
      bytes += delta.value().size() + OVERHEAD;
    }
    unmergedBytes += bytes;
    admission.put(deltas, peer, new Outcome(message, deltas, bytes));
  }

  private void goOn() {
    if (waitsForMore && unmergedBytes < MAX_UNMERGED_BYTES) {
      waitsForMore = false;
      peer.more();
    }
  }

  /** What became of a put. Where it answers a question, who asked finds it once it is merged. */
  private final class Outcome implements PutResult {
    private final Message message;
    private final List<Delta> deltas;
    private final long bytes;
    private final AtomicBoolean answered = new AtomicBoolean();

    Outcome(Message message, List<Delta> deltas, long bytes) {
      this.message = message;
      this.deltas = deltas;
      this.bytes = bytes;
    }

    @Override
    public void merged() {
      boolean isAnswer = message.replyTo().size() > 0;
      if (isAnswer && answered.compareAndSet(false, true)) {
        peer.thread()
            .execute(() -> {
              peer.answered(message, deltas);
              // Another question may be asked in its place.
              peer.flush();
            });
      }
    }

    @Override
    public void stored() {
      end(MessageWriter.stored(message.id()));
    }

    @Override
    public void refused(String reason) {
      // What is too old for its soul is dropped without a word.
      end(reason.isEmpty() ? Bytes.EMPTY : MessageWriter.error(message.id(), reason));
    }

    private void end(Bytes answer) {
      merged();
      // What answers a question of ours is not waiting to be acknowledged.
      boolean waits = message.id().size() > 0 && message.replyTo().size() == 0;
      peer.thread()
          .execute(() -> {
            unmergedBytes -= bytes;
            goOn();
            if (waits && answer.size() > 0) {
              peer.answer(answer);
              peer.flush();
            }
          });
    }
  }
}
