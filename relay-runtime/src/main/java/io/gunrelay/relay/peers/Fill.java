package io.gunrelay.relay.peers;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Asks a relay of gun.js for all that is on its disk, in the order of the souls, by LEX.
 *
 * <p>A step asks for what comes after the last soul, up to a number of characters. gun.js answers
 * with what one of its files holds of that, says that there is more, and nothing of when the answer
 * is whole; so a step ends a moment after the last part came. Where a file has nothing left, gun.js
 * does not answer at all. Then a range is asked for that reaches into the next file, which it does
 * answer: at first up to the souls that differ from the last in its last character, then in the one
 * before, and so on.
 *
 * <p>Belongs to the peer's thread.
 */
final class Fill {
  /** The most that gun.js takes for a limit. */
  private static final int STEP_CHARACTERS = 100_000;

  /** gun.js starts with its last file unless it is given a text to start from. */
  private static final String BEFORE_ALL = "\u0001";

  /** Ends a soul's name on gun.js' disk; then come its keys. */
  private static final String END_OF_NAME = "\u001b";

  /** Is behind all keys of a soul. */
  private static final String END_OF_SOUL = END_OF_NAME + "\uffff";

  private static final long QUIET_NS = TimeUnit.MILLISECONDS.toNanos(200);
  private static final long SILENCE_NS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_RANGE_NS = TimeUnit.SECONDS.toNanos(30);

  private String last = "";
  private String greatest = "";
  private Bytes id = Bytes.EMPTY;
  private long deadlineNs;
  // How many characters of the last soul the range keeps but for the last of them; -1: a step.
  private int widening = -1;
  private boolean emptied;
  private boolean done;

  /** The connection is new: what was asked by the old one is asked again. */
  void restart() {
    id = Bytes.EMPTY;
    widening = -1;
    greatest = last;
  }

  /** Whether the next question is due. */
  boolean isDue() {
    return !done && id.size() == 0;
  }

  /** The question, which is sent under this id. */
  Bytes question(String messageId, long nowNs) {
    emptied = false;
    id = Bytes.utf8('"' + messageId + '"');
    String after = last.isEmpty() ? BEFORE_ALL : last + END_OF_SOUL;
    if (widening < 0) {
      deadlineNs = nowNs + SILENCE_NS;
      return MessageWriter.range(messageId, "*", after, "", STEP_CHARACTERS);
    }
    deadlineNs = nowNs + LONGEST_RANGE_NS;
    return MessageWriter.range(messageId, "=", after, before(), 0);
  }

  /** Where the range ends: before the first soul that has another character at this place. */
  private String before() {
    if (widening == 0) {
      return "";
    }
    char differs = last.charAt(widening - 1);
    return differs == Character.MAX_VALUE
        ? last.substring(0, widening) + Character.MAX_VALUE
        : last.substring(0, widening - 1) + (char) (differs + 1);
  }

  boolean isAnswer(Bytes replyTo) {
    return replyTo.size() > 0 && replyTo.equals(id);
  }

  /**
   * Hears a part of the answer.
   *
   * @param deltas none when there is nothing
   * @return the soul whose keys may not all have been told: it is to be asked for as a whole; empty
   *     if there is none
   */
  String answered(List<Delta> deltas, boolean more, long nowNs) {
    for (Delta delta : deltas) {
      if (isBehind(delta.soul(), greatest)) {
        greatest = delta.soul();
      }
    }
    if (deltas.isEmpty() && !more) {
      // Its clients, whom it passes the question on to, may be the ones who have nothing.
      emptied = true;
      deadlineNs = nowNs + (widening > 0 ? QUIET_NS : SILENCE_NS);
      return "";
    }
    if (more) {
      deadlineNs = nowNs + (widening < 0 ? QUIET_NS : LONGEST_RANGE_NS);
      return "";
    }
    return stepEnded(true);
  }

  /** Time passes; returns as {@link #answered} does. */
  String turn(long nowNs) {
    return id.size() > 0 && deadlineNs - nowNs <= 0 ? stepEnded(emptied) : "";
  }

  private String stepEnded(boolean answered) {
    id = Bytes.EMPTY;
    if (isBehind(greatest, last)) {
      last = greatest;
      widening = -1;
      return last;
    }
    if (widening < 0) {
      done = answered;
      widening = answered ? -1 : last.length();
    } else if (answered) {
      done = widening == 0;
      widening = Math.max(0, widening - 1);
    } else {
      widening = -1;
    }
    return "";
  }

  /** In the order of gun.js' disk, where a soul has its end behind its name. */
  private static boolean isBehind(String soul, String other) {
    return other.isEmpty()
        ? !soul.isEmpty()
        : (soul + END_OF_NAME).compareTo(other + END_OF_NAME) > 0;
  }

  boolean isDone() {
    return done;
  }
}
