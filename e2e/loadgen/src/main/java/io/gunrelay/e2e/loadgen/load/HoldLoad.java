package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Clients that stay: each puts into its room's soul in turn and receives what the others of the
 * room put. A client whose connection ends dials again, as gun.js does, but without giving up; one
 * that is asked to leave does so, and dials again at once. The load for scaling, rollouts and
 * failures. One thread runs it, asks how the clients stand, and closes it.
 */
public final class HoldLoad implements AutoCloseable {
  /**
   * Who is held, how they share souls and how often they put.
   *
   * @param room clients that share a soul: each put is delivered to the others
   * @param putsPerSecond over all clients
   * @param everySeconds between two reports
   * @param run names the souls
   */
  public record Settings(
      int clients,
      int room,
      double putsPerSecond,
      double seconds,
      double everySeconds,
      int valueBytes,
      String run) {
    public Settings {
      if (clients < 1 || room < 1) {
        throw new IllegalArgumentException("clients and room are at least 1");
      }
      if (putsPerSecond <= 0 || everySeconds <= 0) {
        throw new IllegalArgumentException("the rate and the time between reports are positive");
      }
    }
  }

  /**
   * What happened since the start; latencies are of the time since the report before.
   *
   * @param open connections that are there now
   * @param lost connections that ended
   * @param failed attempts to connect that failed
   * @param moved times that a relay asked a client to dial again
   * @param movedMost times that it asked the one that was asked most often
   * @param dialledMost connections that were opened in the second in which most were, after a
   *     client had had one
   * @param longestAwayMillis that a client was without a connection after it had had one
   */
  public record Report(
      double atSeconds,
      long open,
      long puts,
      long acknowledged,
      long refused,
      long deliveries,
      long lost,
      long failed,
      long moved,
      long movedMost,
      long dialledMost,
      double longestAwayMillis,
      Latencies latency) {}

  private static final long TICK_NANOS = 500_000;
  private static final long LONGEST_ANSWER_NANOS = 9_000_000_000L;
  private static final int DIALLED_AT_ONCE = 128;
  private static final long LOOK_AGAIN_MILLIS = 500;

  private final Clients clients;
  private final Settings settings;
  private final List<HeldClient> held = new ArrayList<>();

  public HoldLoad(Clients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * Holds the clients and reports from time to time; when it returns they are still connected, and
   * wait for no answers.
   *
   * @param enough ends it before its time
   * @return the last report
   */
  public Report run(Consumer<Report> reports, BooleanSupplier enough) throws InterruptedException {
    HoldCounts counts = new HoldCounts();
    Semaphore slots = new Semaphore(DIALLED_AT_ONCE);
    for (int i = 0; i < settings.clients(); i++) {
      HeldClient client = new HeldClient(clients, settings, counts, i);
      held.add(client);
      slots.acquire();
      var _ = client.dial().whenComplete((opened, why) -> slots.release());
    }
    slots.acquire(DIALLED_AT_ONCE);
    long begin = System.nanoTime();
    long end = begin + (long) (settings.seconds() * 1e9);
    long every = (long) (settings.everySeconds() * 1e9);
    long next = begin + every;
    OpenLoop schedule =
        new OpenLoop(
            begin,
            settings.putsPerSecond(),
            (long) Math.ceil(settings.putsPerSecond() * settings.seconds()));
    for (long now = begin; now - end < 0 && !enough.getAsBoolean(); now = System.nanoTime()) {
      for (long due = schedule.due(now); due > 0; due--) {
        long number = schedule.take();
        held.get((int) (number % held.size())).put(number, schedule.dueNanos(number));
      }
      if (now - next >= 0) {
        reports.accept(counts.report((now - begin) / 1e9));
        next += every;
      }
      LockSupport.parkNanos(TICK_NANOS);
    }
    awaitAnswers();
    Report last = counts.report((System.nanoTime() - begin) / 1e9);
    reports.accept(last);
    return last;
  }

  /**
   * How the clients stand after {@link #run}, when all that was put has reached everybody, or at
   * the latest.
   *
   * @param atMostSeconds how long is waited for those who lack something
   * @throws IOException when nobody can be asked what is stored
   */
  public Standing standing(double atMostSeconds) throws IOException, InterruptedException {
    long deadline = System.nanoTime() + (long) (atMostSeconds * 1e9);
    while (true) {
      Standing standing = Standing.of(held, Stored.read(clients, rooms()));
      if (standing.isGood() || System.nanoTime() - deadline >= 0) {
        return standing;
      }
      Thread.sleep(LOOK_AGAIN_MILLIS);
    }
  }

  private List<String> rooms() {
    return held.stream().map(HeldClient::soul).distinct().toList();
  }

  /** Ends all connections. */
  @Override
  public void close() {
    held.forEach(HeldClient::stop);
  }

  /** What was put last may still be on its way. */
  private void awaitAnswers() {
    long deadline = System.nanoTime() + LONGEST_ANSWER_NANOS;
    while (held.stream().anyMatch(HeldClient::waits) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
