package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** What a peer is asked: what waits, and what it has not answered yet. Both are bounded. */
final class Asks {
  /**
   * A question.
   *
   * @param answered run once: it was answered, or will not be
   */
  record Ask(Question question, Runnable answered) {}

  private record Sent(Ask ask, long deadlineNs) {}

  private static final int MOST_WAITING = 1 << 16;
  private static final int MOST_UNANSWERED = 256;
  private static final long PATIENCE_NS = TimeUnit.SECONDS.toNanos(9);

  private final Deque<Ask> waiting = new ArrayDeque<>();
  private final Map<Bytes, Sent> unanswered = new LinkedHashMap<>();

  /** Queues a question; false when too many wait. */
  boolean add(Ask ask) {
    return waiting.size() < MOST_WAITING && waiting.add(ask);
  }

  /** Whether there is a question that may be sent. */
  boolean isDue() {
    return !waiting.isEmpty() && unanswered.size() < MOST_UNANSWERED;
  }

  /** Takes the next question; it is sent under this id, as JSON text. */
  Question take(Bytes id, long nowNs) {
    Ask ask = waiting.removeFirst();
    unanswered.put(id, new Sent(ask, nowNs + PATIENCE_NS));
    return ask.question();
  }

  /** An answer has come, to whatever question. */
  void answered(Bytes id) {
    Sent sent = unanswered.remove(id);
    if (sent != null) {
      sent.ask().answered().run();
    }
  }

  /** Gives up those that were not answered in time. */
  void expire(long nowNs) {
    List<Sent> late = new ArrayList<>();
    Iterator<Sent> oldestFirst = unanswered.values().iterator();
    while (oldestFirst.hasNext()) {
      Sent sent = oldestFirst.next();
      if (sent.deadlineNs() - nowNs > 0) {
        break;
      }
      oldestFirst.remove();
      late.add(sent);
    }
    late.forEach(sent -> sent.ask().answered().run());
  }

  /** Nobody will answer. */
  void giveUp() {
    List<Ask> all = new ArrayList<>(waiting);
    unanswered.values().forEach(sent -> all.add(sent.ask()));
    waiting.clear();
    unanswered.clear();
    all.forEach(ask -> ask.answered().run());
  }
}
