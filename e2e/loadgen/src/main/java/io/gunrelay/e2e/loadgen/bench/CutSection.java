package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.AckLog;
import io.gunrelay.e2e.loadgen.load.Crossing;
import io.gunrelay.e2e.loadgen.load.PacedPuts;
import io.gunrelay.e2e.loadgen.load.Verification;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Two relays that do not hear each other for a while: what one keeps for the other meanwhile, and
 * how soon they are equal afterwards.
 */
final class CutSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final double PUTS_PER_SECOND = 1_000;

  /** As fast as a relay takes it with ease. */
  private static final double FILL_PER_SECOND = 15_000;

  private static final long LONGEST_SECONDS = 30;

  private final int unsent;
  private final double cutSeconds;

  CutSection(int unsent, double cutSeconds) {
    this.unsent = unsent;
    this.cutSeconds = cutSeconds;
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    // A small cache is full from the beginning, so that it does not look like a queue.
    try (Fleet fleet = ground.fleet(2, true, "--cache-bytes=16MiB")) {
      List<RunningRelay> two = fleet.startAll();
      RunningRelay one = two.getFirst();
      try (Clients ones = Ground.clients(one);
          Clients others = Ground.clients(two.getLast())) {
        unsent(ground, figures, fleet, one, ones, others);
        equal(ground, figures, fleet, ones, others);
      }
    }
  }

  private void unsent(
      Ground ground, Figures figures, Fleet fleet, RunningRelay one, Clients ones, Clients others)
      throws IOException, InterruptedException {
    double fillSeconds = unsent / FILL_PER_SECOND;
    put(ground, ones, FILL_PER_SECOND, fillSeconds, "linked", AckLog.none());
    double before = liveMegabytes(ground, one);
    fleet.cut();
    put(ground, ones, FILL_PER_SECOND, fillSeconds, "unsent", AckLog.none());
    double after = liveMegabytes(ground, one);
    ground.say(
        "%,d changes that the other one lacks: %.1f MB live before, %.1f MB after"
            .formatted(unsent, before, after));
    figures.add(Measure.UNSENT, ground.whose(), after - before);
    try (Crossing last = new Crossing(ones, others, "unsent")) {
      fleet.heal();
      var _ = last.awaitNanos(LONGEST_SECONDS);
    }
  }

  private void equal(Ground ground, Figures figures, Fleet fleet, Clients ones, Clients others)
      throws IOException, InterruptedException {
    List<AckLog.Entry> there = Collections.synchronizedList(new ArrayList<>());
    List<AckLog.Entry> back = Collections.synchronizedList(new ArrayList<>());
    fleet.cut();
    Thread second =
        Thread.ofPlatform()
            .start(() -> {
              try {
                put(ground, others, PUTS_PER_SECOND / 2, cutSeconds, "back", into(back));
              } catch (IOException | InterruptedException e) {
                ground.complain(1, "load failed: " + e.getMessage());
              }
            });
    put(ground, ones, PUTS_PER_SECOND / 2, cutSeconds, "there", into(there));
    second.join();
    try (Crossing lastThere = new Crossing(ones, others, "there");
        Crossing lastBack = new Crossing(others, ones, "back")) {
      long healed = System.nanoTime();
      fleet.heal();
      long seen =
          Math.max(
              lastThere.awaitNanos(LONGEST_SECONDS) - healed,
              lastBack.awaitNanos(LONGEST_SECONDS) - healed);
      ground.say(
          "cut for %.0f s under %,.0f puts/s: equal %.2f s after it was healed"
              .formatted(cutSeconds, PUTS_PER_SECOND, seen / 1e9));
      figures.add(Measure.CUT, ground.whose(), seen / 1e9);
    }
    verify(ground, others, there);
    verify(ground, ones, back);
  }

  private static double liveMegabytes(Ground ground, RunningRelay relay)
      throws IOException, InterruptedException {
    ground.settle();
    relay.collectGarbage();
    return relay.metrics().heapAndDirectBytes() / (1 << 20);
  }

  private static void put(
      Ground ground, Clients clients, double perSecond, double seconds, String run, AckLog acks)
      throws IOException, InterruptedException {
    PacedPuts.Settings settings = new PacedPuts.Settings(perSecond, seconds, VALUE_BYTES, run);
    PacedPuts.Result result = new PacedPuts(clients, settings, acks).run();
    ground.complain(result.refused(), "puts were refused");
    ground.complain(result.unacknowledged(), "puts were never acknowledged");
  }

  private static AckLog into(List<AckLog.Entry> entries) {
    return (soul, value) -> entries.add(new AckLog.Entry(soul, value));
  }

  private static void verify(Ground ground, Clients at, List<AckLog.Entry> acknowledged)
      throws IOException, InterruptedException {
    Verification.Result result =
        new Verification(at, List.copyOf(acknowledged), LONGEST_SECONDS).run();
    ground.complain(
        result.asked() - result.found(), "acknowledged puts were not at the other relay");
  }
}
