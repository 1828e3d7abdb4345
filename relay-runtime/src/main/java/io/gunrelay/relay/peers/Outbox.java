package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be told to a peer. A change takes the place of an earlier one of the same key,
 * since GUN keeps the last alone. What exceeds the bounds is dropped, the oldest first: who wants
 * it still can ask for it.
 */
final class Outbox {
  private static final long OVERHEAD = 64;

  private final Map<String, Map<String, Delta>> changes = new LinkedHashMap<>();
  private final Deque<Bytes> answers = new ArrayDeque<>();
  private final long maxBytes;
  private long changeBytes;
  private long answerBytes;

  /**
   * @param maxBytes of changes, and as much again of answers
   */
  Outbox(long maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Queues a change; returns how many had to be dropped for it. */
  int change(Delta delta) {
    Delta before =
        changes
            .computeIfAbsent(delta.soul(), soul -> new LinkedHashMap<>(2))
            .put(delta.key(), delta);
    changeBytes += bytes(delta) - (before == null ? 0 : bytes(before));
    int dropped = 0;
    while (changeBytes > maxBytes && changes.size() > 1) {
      dropped += takeChanges().size();
    }
    return dropped;
  }

  /** The changes of the soul that waits longest; empty when none waits. */
  List<Delta> takeChanges() {
    Iterator<Map<String, Delta>> souls = changes.values().iterator();
    if (!souls.hasNext()) {
      return List.of();
    }
    List<Delta> taken = new ArrayList<>(souls.next().values());
    souls.remove();
    taken.forEach(delta -> changeBytes -= bytes(delta));
    return taken;
  }

  /** Queues an answer; false when there is no room for it. */
  boolean answer(Bytes message) {
    if (!hasRoomForAnswers()) {
      return false;
    }
    answers.addLast(message);
    answerBytes += message.size();
    return true;
  }

  boolean hasRoomForAnswers() {
    return answerBytes < maxBytes;
  }

  @Nullable Bytes takeAnswer() {
    Bytes first = answers.pollFirst();
    answerBytes -= first == null ? 0 : first.size();
    return first;
  }

  /** Forgets answers: they were for questions of a connection that is gone. */
  void forgetAnswers() {
    answers.clear();
    answerBytes = 0;
  }

  private static long bytes(Delta delta) {
    return OVERHEAD + delta.soul().length() + delta.key().length() + delta.value().size();
  }
}
