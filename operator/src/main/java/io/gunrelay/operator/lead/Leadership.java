package io.gunrelay.operator.lead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The gate that every round passes. It is open while this process leads; once it is shut, no round
 * begins, and those that have begun can be waited for. Safe for use by many threads.
 */
public final class Leadership {

  private final List<Runnable> onWon = new ArrayList<>();
  private boolean held;
  private int rounds;

  private Leadership(boolean held) {
    this.held = held;
  }

  /** Of the only operator there is. */
  public static Leadership unopposed() {
    return new Leadership(true);
  }

  /** Of one that has to win the Lease first. */
  public static Leadership contested() {
    return new Leadership(false);
  }

  /**
   * Begins a round.
   *
   * @return false if this process does not lead; true if it does, and {@link #leave} has to be
   *     called
   */
  public synchronized boolean enter() {
    if (held) {
      rounds++;
    }
    return held;
  }

  /** Ends a round. */
  public synchronized void leave() {
    rounds--;
    notifyAll();
  }

  public synchronized boolean isHeld() {
    return held;
  }

  /** What to do whenever leadership has been won; called without a lock. */
  public synchronized void whenWon(Runnable action) {
    onWon.add(action);
  }

  /**
   * Opens the gate.
   *
   * @return whether it was shut before
   */
  boolean win() {
    List<Runnable> actions;
    synchronized (this) {
      if (held) {
        return false;
      }
      held = true;
      actions = List.copyOf(onWon);
    }
    actions.forEach(Runnable::run);
    return true;
  }

  /**
   * Shuts the gate.
   *
   * @return whether it was open before
   */
  synchronized boolean lose() {
    boolean wasHeld = held;
    held = false;
    return wasHeld;
  }

  synchronized boolean isIdle() {
    return rounds == 0;
  }

  /** Waits for the rounds that have begun, but not for longer than this. */
  synchronized boolean awaitIdle(Duration longest) {
    long end = System.nanoTime() + longest.toNanos();
    try {
      while (rounds > 0) {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
          return false;
        }
        wait(left);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return rounds == 0;
  }
}
