package io.gunrelay.relay.drain;

import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.DrainReport.State;
import io.gunrelay.relay.work.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A relay's drains, one at a time: begins them, watches them, stops them. Thread-safe. */
public final class Drains {
  private static final Duration TURN = Duration.ofMillis(20);

  /** Relays that stop at the same time hear of it from each other within this time. */
  private static final Duration LISTEN = Duration.ofMillis(1_500);

  /** Of the time for the last drain, what its rate may need; the rest is for those who dawdle. */
  private static final double SHARE_FOR_TELLING = 0.75;

  private static final DrainReport NONE = new DrainReport(State.NONE, null, 0, 0, 0, 0, 0, 0, 0, 0);

  /** One drain, and what is known of it outside of the scheduler's thread. */
  private static final class Running {
    final Drain drain;
    final Instant startedAt;
    final CountDownLatch done = new CountDownLatch(1);
    volatile DrainReport report = NONE;

    Running(Drain drain, Instant startedAt) {
      this.drain = drain;
      this.startedAt = startedAt;
    }
  }

  private volatile DrainSettings settings;
  private final Supplier<? extends Collection<? extends Guest>> guests;
  private final Supplier<String> tokens;
  private final LongSupplier nanoTime;
  private final InstantSource clock;
  private final Scheduler scheduler;
  private final LongAdder told = new LongAdder();
  private final LongAdder moved = new LongAdder();
  private final LongAdder returned = new LongAdder();
  private volatile @Nullable Running running;
  private volatile DrainReport last = NONE;
  private volatile boolean hurried;

  /**
   * @param guests who is here now
   * @param tokens random texts, never one twice
   * @param nanoTime a monotonic clock
   * @param scheduler does the work; its thread is never kept for long
   */
  public Drains(
      DrainSettings settings,
      Supplier<? extends Collection<? extends Guest>> guests,
      Supplier<String> tokens,
      LongSupplier nanoTime,
      InstantSource clock,
      Scheduler scheduler) {
    this.settings = settings;
    this.guests = guests;
    this.tokens = tokens;
    this.nanoTime = nanoTime;
    this.clock = clock;
    this.scheduler = scheduler;
  }

  /** Drains that begin from now on go by other settings. */
  public void take(DrainSettings changed) {
    settings = changed;
  }

  /** Whether clients can be sent away though no other relay is known. */
  public boolean knowWhereTo() {
    return !settings.urls().isEmpty();
  }

  /**
   * Begins a drain; one that goes on is given up for it.
   *
   * @throws IllegalArgumentException when the order cannot be carried out; says what to do
   */
  public synchronized DrainReport begin(DrainOrder order) {
    Running begun = begin(Terms.of(order, settings), () -> true, 0);
    return begun == null ? report() : begun.report;
  }

  private @Nullable Running begin(Terms terms, BooleanSupplier othersServe, long holdNs) {
    if (hurried) {
      return null;
    }
    List<? extends Guest> here = List.copyOf(guests.get());
    Running begun =
        new Running(
            new Drain(terms, here, tokens.get(), tokens, othersServe, holdNs, nanoTime.getAsLong()),
            clock.instant());
    begun.report = report(begun, State.MOVING);
    running = begun;
    scheduler.execute(() -> turn(begun));
    return begun;
  }

  /** Stops a drain that goes on; who was told is gone or going. */
  public synchronized DrainReport stop() {
    Running stopped = running;
    if (stopped != null) {
      running = null;
      last = over(stopped.report, State.STOPPED);
      stopped.done.countDown();
    }
    return report();
  }

  /** The latest drain as it is now. */
  public DrainReport report() {
    Running going = running;
    DrainReport ended = last;
    return going == null ? over(ended, ended.state()) : going.report;
  }

  /** Why no client should come here, or the empty text. */
  public String reason() {
    Running going = running;
    return going != null && going.drain.terms().isWhole()
        ? "handing its clients over to other relays"
        : "";
  }

  /** Somebody came; from any thread. */
  public void arrived(Guest guest) {
    Running going = running;
    if (going != null) {
      scheduler.execute(() -> going.drain.arrived(guest, nanoTime.getAsLong()));
    }
  }

  /**
   * Hands everybody over since the relay stops, at the usual rate, or faster when that would not
   * do. Returns when all have left, or the time is over, or {@link #hurry} was called.
   *
   * @param othersServe whether another relay takes clients; while none does, nobody is sent to the
   *     host that it came by
   */
  public void finish(Duration time, BooleanSupplier othersServe) throws InterruptedException {
    Running begun;
    synchronized (this) {
      double seconds = Math.max(0.001, time.toNanos() / 1e9 * SHARE_FOR_TELLING);
      int needed = (int) Math.min(Integer.MAX_VALUE, Math.ceil(guests.get().size() / seconds));
      Terms terms = new Terms(settings.urls(), Math.max(settings.rate(), needed), 1, true);
      begun = begin(terms, othersServe, Math.min(LISTEN.toNanos(), time.toNanos() / 5));
    }
    if (begun != null) {
      boolean _ = begun.done.await(time.toNanos(), TimeUnit.NANOSECONDS);
      stop();
    }
  }

  /** Ends what goes on, and lets nothing begin any more. */
  public void hurry() {
    hurried = true;
    stop();
  }

  /** Clients that were told to leave, over all drains. */
  public long told() {
    return told.sum();
  }

  /** Clients that left when they were told, over all drains. */
  public long moved() {
    return moved.sum();
  }

  /** Clients that came back at once, over all drains. */
  public long returned() {
    return returned.sum();
  }

  private void turn(Running going) {
    if (running != going) {
      return;
    }
    DrainReport before = going.report;
    going.drain.turn(nanoTime.getAsLong());
    boolean done = going.drain.isDone();
    DrainReport now = report(going, done ? State.DONE : State.MOVING);
    told.add(now.told() - before.told());
    moved.add(now.moved() - before.moved());
    returned.add(now.returned() - before.returned());
    going.report = now;
    if (done) {
      going.done.countDown();
      if (!going.drain.terms().isWhole()) {
        end(going);
        return;
      }
    }
    scheduler.after(TURN, () -> turn(going));
  }

  private synchronized void end(Running ended) {
    if (running == ended) {
      last = ended.report;
      running = null;
    }
  }

  private DrainReport report(Running going, State state) {
    Drain drain = going.drain;
    return new DrainReport(
        state,
        going.startedAt,
        drain.terms().share(),
        drain.terms().rate(),
        guests.get().size(),
        drain.wanted(),
        drain.told(),
        drain.moved(),
        drain.returned(),
        drain.stayed(),
        drain.terms().entry().isEmpty() ? null : drain.terms().entry());
  }

  /** The report of a drain that is over, with who is here now. */
  private DrainReport over(DrainReport report, State state) {
    return new DrainReport(
        state,
        report.startedAt(),
        report.share(),
        report.rate(),
        guests.get().size(),
        report.wanted(),
        report.told(),
        report.moved(),
        report.returned(),
        report.stayed(),
        report.entry());
  }
}
