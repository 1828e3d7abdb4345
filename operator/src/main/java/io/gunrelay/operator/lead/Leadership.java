package io.gunrelay.operator.lead;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The gate that every round passes. It is open while this process leads; once it is shut, no round
 * begins, and those that have begun can be waited for. Once the Lease has ended that a round began
 * under, it may not write any more. Safe for use by many threads.
 */
public final class Leadership {

  private final List<Runnable> onWon = new ArrayList<>();

  /** Of a thread, the term that its round began in. */
  private final ThreadLocal<Long> begun = new ThreadLocal<>();

  private boolean held;
  private int rounds;
  private long term;
  private boolean ended;

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
      begun.set(term);
    }
    return held;
  }

  /** Ends a round, on the thread that began it. */
  public synchronized void leave() {
    rounds--;
    begun.remove();
    notifyAll();
  }

  public synchronized boolean isHeld() {
    return held;
  }

  /**
   * Whether this thread may write: one that has a round, as long as the Lease has not ended since;
   * another one, as long as this process leads.
   */
  synchronized boolean mayWrite() {
    @Nullable Long since = begun.get();
    return since == null ? held : since == term;
  }

  /** Whether this thread has begun a round. */
  boolean isInRound() {
    @Nullable Long since = begun.get();
    return since != null;
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
      ended = false;
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

  /**
   * The Lease has ended: what has begun under it may not write any more. Nothing when that is known
   * already.
   *
   * @return how many rounds it finds under way
   */
  synchronized int end() {
    if (held || ended) {
      return 0;
    }
    ended = true;
    term++;
    return rounds;
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
