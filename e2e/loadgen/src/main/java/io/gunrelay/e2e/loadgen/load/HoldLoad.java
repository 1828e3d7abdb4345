package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * Clients that stay: each puts into its room's soul in turn and receives what the others of the
 * room put. A client whose connection ends dials again, as gun.js does, but without giving up; one
 * that is asked to leave does so, and dials again at once. The load for scaling, rollouts and
 * failures.
 */
public final class HoldLoad {
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
      double longestAwayMillis,
      Latencies latency) {}

  private static final long TICK_NANOS = 500_000;
  private static final long LONGEST_ANSWER_NANOS = 9_000_000_000L;
  private static final int DIALLED_AT_ONCE = 128;

  private final Clients clients;
  private final Settings settings;

  public HoldLoad(Clients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /**
   * Holds the clients and reports from time to time.
   *
   * @return the last report
   */
  public Report run(Consumer<Report> reports) throws InterruptedException {
    HoldCounts counts = new HoldCounts();
    List<HeldClient> held = new ArrayList<>();
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
    for (long now = begin; now - end < 0; now = System.nanoTime()) {
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
    awaitAnswers(held);
    Report last = counts.report(settings.seconds());
    reports.accept(last);
    held.forEach(HeldClient::stop);
    return last;
  }

  /** What was put last may still be on its way. */
  private static void awaitAnswers(List<HeldClient> held) {
    long deadline = System.nanoTime() + LONGEST_ANSWER_NANOS;
    while (held.stream().anyMatch(HeldClient::waits) && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(TICK_NANOS);
    }
  }
}
