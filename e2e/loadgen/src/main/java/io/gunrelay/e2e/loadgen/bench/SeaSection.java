package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.SignedLoad;
import io.gunrelay.e2e.loadgen.load.SignedPuts;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Puts that users signed with keys of their own: verified, synced, acknowledged. */
final class SeaSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final int IN_FLIGHT = 1_000;
  private static final int CONNECTIONS = 100;
  private static final double LONGEST_SECONDS = 60;

  private final int count;
  private final int countForGunJs;
  private Optional<SignedPuts> signed = Optional.empty();

  /**
   * Signs when it is first run.
   *
   * @param countForGunJs fewer, since it takes longer for each
   */
  SeaSection(int count, int countForGunJs) {
    this.count = count;
    this.countForGunJs = countForGunJs;
  }

  @Override
  public Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    SignedPuts puts = signed.orElseGet(() -> SignedPuts.sign(count, VALUE_BYTES));
    signed = Optional.of(puts);
    try (RunningRelay running = ground.start("sea");
        Clients clients = Ground.clients(running)) {
      SignedLoad.Settings settings =
          new SignedLoad.Settings(
              ground.whose() == Contestant.GUN_JS ? countForGunJs : count,
              IN_FLIGHT,
              CONNECTIONS,
              LONGEST_SECONDS,
              Optional.of(running.pid()));
      SignedLoad.Result result = new SignedLoad(clients, puts, settings).run();
      ground.say(
          "%,d signed puts: %,.0f/s, p99 %.1f ms; %.2f processors, the load generator %.2f"
              .formatted(
                  result.acknowledged(),
                  result.perSecond(),
                  result.latency().p99Millis(),
                  result.processors().relayProcessors().orElse(0.0),
                  result.processors().ownProcessors()));
      if (!result.verifies()) {
        ground.say("note: it acknowledged a forged put");
        ground.notes().accept(ground.whose().label() + " acknowledged a forged put.");
      }
      ground.complain(result.refused(), "signed puts were refused");
      ground.complain(result.unacknowledged(), "signed puts were never acknowledged");
      figures.add(Measure.SIGNED, ground.whose(), result.perSecond());
      figures.add(Measure.SIGNED_P99, ground.whose(), result.latency().p99Millis());
    }
  }
}
