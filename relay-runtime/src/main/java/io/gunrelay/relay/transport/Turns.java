package io.gunrelay.relay.transport;

import java.util.ArrayDeque;
import java.util.Deque;

/** Lets so many do something at a time; the others wait in line. Belongs to one loop. */
final class Turns {
  private final Deque<Runnable> line = new ArrayDeque<>();
  private int free;
  private boolean calling;

  Turns(int atATime) {
    free = atATime;
  }

  /** Runs the task when it is its turn, which it must give back. */
  void take(Runnable task) {
    line.addLast(task);
    call();
  }

  void giveBack() {
    free++;
    call();
  }

  /** Not by recursion, however many in a row give their turn back at once. */
  private void call() {
    if (calling) {
      return;
    }
    calling = true;
    try {
      while (free > 0 && !line.isEmpty()) {
        free--;
        line.removeFirst().run();
      }
    } finally {
      calling = false;
    }
  }
}
