package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.wire.Message;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * One peer: what it is told and asked, and what becomes of what it says. Belongs to its own thread,
 * apart from what says otherwise; it outlives the connections to the peer.
 *
 * <p>A change goes to a peer only when it won here, hence never twice, and not to the peer that it
 * came from, by whichever of the two dialled the other; so nothing goes round in circles.
 */
public final class Peer implements Client {
  private static final long MAX_OUTBOX_BYTES = 32L << 20;
  private static final int FRAME_BYTES = 64 << 10;

  /** Changes on their way to the peer's thread. */
  private static final int MOST_OFFERED = 1 << 16;

  /** Nobody subscribes for a peer: it is told of all changes. */
  private static final Outlet NOWHERE = (clients, message) -> {};

  private final String name;
  private final Peers peers;
  private final Executor thread;
  private final Hearing hearing;
  private final LongSupplier nanoTime;
  private final Outbox outbox = new Outbox(MAX_OUTBOX_BYTES);
  private final Asks asks = new Asks();
  private final @Nullable Fill fill;
  private final PeerFigures figures = new PeerFigures();
  private final AtomicInteger offered = new AtomicInteger();
  private @Nullable Line line;
  private boolean greeted;
  private volatile String pid = "";
  private volatile boolean connected;

  /**
   * @param name for people and metrics
   * @param thread runs one task after the other; may block
   * @param fills whether it is asked for all that it has, once
   */
  Peer(
      String name,
      Peers peers,
      Executor thread,
      Graph graph,
      Admission admission,
      LongSupplier nanoTime,
      boolean fills) {
    this.name = name;
    this.peers = peers;
    this.thread = thread;
    hearing = new Hearing(this, peers, graph, admission);
    this.nanoTime = nanoTime;
    fill = fills ? new Fill() : null;
  }

  /** For people and metrics; from any thread. */
  public String name() {
    return name;
  }

  @Override
  public String pid() {
    return pid;
  }

  /** Whether it is connected; from any thread. */
  public boolean isConnected() {
    return connected;
  }

  /** From any thread. */
  public PeerFigures figures() {
    return figures;
  }

  @Override
  public Outlet outlet() {
    return NOWHERE;
  }

  Executor thread() {
    return thread;
  }

  /** It is connected. */
  public void opened(Line opened) {
    line = opened;
    connected = true;
    if (fill != null) {
      fill.restart();
    }
    for (Question question : peers.wanted()) {
      ask(question, () -> {});
    }
    if (!greeted) {
      // Said by gun.js once in its life: who introduces itself without it has been here before, and
      // is asked for what it may have changed meanwhile.
      greeted = true;
      answer(MessageWriter.hi(peers.nextId()));
    }
    hearing.begin();
    flush();
  }

  /** It is not connected any more. */
  public void closed() {
    line = null;
    connected = false;
    pid = "";
    outbox.forgetAnswers();
    asks.giveUp();
  }

  /** Time passes; called once or more in a second. */
  public void turn() {
    asks.expire(nanoTime.getAsLong());
    if (fill != null) {
      askWhole(fill.turn(nanoTime.getAsLong()));
    }
    flush();
  }

  /** Asks it; {@code answered} is run once, by its thread. */
  void ask(Question question, Runnable answered) {
    if (!connected) {
      answered.run();
    } else if (!asks.add(new Asks.Ask(question, answered))) {
      figures.dropped.increment();
      peers.forget(question);
      answered.run();
    } else {
      flush();
    }
  }

  /** Tells it, now or when it is connected again; from any thread. */
  void offer(List<Delta> deltas) {
    if (offered.incrementAndGet() > MOST_OFFERED) {
      offered.decrementAndGet();
      figures.dropped.add(deltas.size());
      return;
    }
    thread.execute(() -> {
      offered.decrementAndGet();
      change(deltas);
    });
  }

  private void change(List<Delta> deltas) {
    for (Delta delta : deltas) {
      figures.dropped.add(outbox.change(delta));
    }
    flush();
  }

  /**
   * Hears a text.
   *
   * @param text well-formed UTF-8
   */
  public void heard(byte[] text) {
    hearing.hear(text);
    flush();
  }

  /** It says what it calls itself. */
  void introduced(String as) {
    pid = as;
    if (as.equals(peers.pid()) && line != null) {
      line.hangUp("it is this relay itself");
    }
  }

  /** An answer has come, or a part of one. */
  void answered(Message message, List<Delta> deltas) {
    if (fill != null && fill.isAnswer(message.replyTo())) {
      figures.filled.add(deltas.stream().map(Delta::soul).distinct().count());
      askWhole(fill.answered(deltas, message.more(), nanoTime.getAsLong()));
    }
    if (!message.more()) {
      asks.answered(message.replyTo());
    }
  }

  /** What a range brought of its last soul may be only a part. */
  private void askWhole(String soul) {
    if (!soul.isEmpty()) {
      ask(new Question.Exact(new Query(soul, Optional.empty())), () -> {});
    }
  }

  /** It may say more. */
  void more() {
    if (line != null) {
      line.more();
    }
  }

  /** Queues an answer of this relay. */
  void answer(Bytes message) {
    if (!outbox.answer(message)) {
      figures.dropped.increment();
    }
  }

  boolean hasRoomForAnswers() {
    return connected && outbox.hasRoomForAnswers();
  }

  /** Sends what waits, as far as the line takes it. */
  public void flush() {
    Line open = line;
    while (open != null && open.isReady()) {
      List<Bytes> batch = new ArrayList<>();
      int size = 0;
      for (Bytes next = next(); next != null; next = size < FRAME_BYTES ? next() : null) {
        batch.add(next);
        size += next.size();
      }
      if (batch.isEmpty()) {
        return;
      }
      figures.sent.add(batch.size());
      open.send(MessageWriter.batch(batch));
      open = line;
    }
  }

  private @Nullable Bytes next() {
    Bytes answer = outbox.takeAnswer();
    if (answer != null) {
      return answer;
    }
    String id = peers.nextId();
    if (asks.isDue()) {
      figures.asked.increment();
      return asks.take(Bytes.utf8('"' + id + '"'), nanoTime.getAsLong()).message(id);
    }
    List<Delta> changes = outbox.takeChanges();
    if (!changes.isEmpty()) {
      return MessageWriter.passedOn(id, changes, peers.visited(this));
    }
    return fill != null && fill.isDue() ? fill.question(id, nanoTime.getAsLong()) : null;
  }
}
