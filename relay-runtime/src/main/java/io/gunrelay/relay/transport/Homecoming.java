package io.gunrelay.relay.transport;

import java.util.ArrayList;
import java.util.List;

/**
 * Whether a client has been connected before, here or to another relay. gun.js then asks anew for
 * all that it listens to, but does not repeat what it put while it was cut off, so it is asked for
 * it.
 *
 * <p>gun.js says {@code hi} once in its life, among its first words, and its {@code pid} on every
 * connection, in answer to the relay's. Who has said the one without the other has come back.
 * Belongs to the connection's loop.
 */
final class Homecoming {
  private enum State {
    UNKNOWN,
    FIRST,
    BACK
  }

  private static final int MAX_QUESTIONS = 1_000;

  private List<Runnable> questions = List.of();
  private State state = State.UNKNOWN;

  void saidHi() {
    settle(State.FIRST);
  }

  void saidPid() {
    settle(State.BACK);
  }

  /** Whoever has not introduced itself by now is no gun.js. */
  void giveUp() {
    settle(State.FIRST);
  }

  /** Runs the question if the client has come back, and as soon as that is known. */
  void ask(Runnable question) {
    if (state == State.BACK) {
      question.run();
    } else if (state == State.UNKNOWN && questions.size() < MAX_QUESTIONS) {
      if (questions.isEmpty()) {
        questions = new ArrayList<>();
      }
      questions.add(question);
    }
  }

  private void settle(State settled) {
    if (state == State.UNKNOWN) {
      state = settled;
      List<Runnable> waiting = questions;
      questions = List.of();
      if (settled == State.BACK) {
        waiting.forEach(Runnable::run);
      }
    }
  }
}
