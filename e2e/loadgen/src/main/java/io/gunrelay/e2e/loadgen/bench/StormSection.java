package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.StormLoad;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** Everybody asks for what nobody has. */
final class StormSection implements Section {
  private static final double LONGEST_SECONDS = 45;

  private final int clients;

  StormSection(int clients) {
    this.clients = clients;
  }

  @Override
  public Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    try (RunningRelay running = ground.start("storm");
        Clients askers = Ground.clients(running)) {
      StormLoad.Result result =
          new StormLoad(askers, new StormLoad.Settings(clients, LONGEST_SECONDS, "storm")).run();
      ground.say(
          ("%,d clients ask for an absent soul: %,d answered by %,d answers, %,d questions "
                  + "forwarded, %.2f s until the last")
              .formatted(
                  clients,
                  result.answered(),
                  result.answers(),
                  result.forwarded(),
                  result.seconds()));
      ground.complain(result.closed(), "clients of the storm were closed");
      ground.complain(clients - result.answered(), "clients of the storm had no answer");
      figures.add(Measure.STORM_ANSWERS, ground.whose(), (double) result.answers());
      figures.add(Measure.STORM_FORWARDS, ground.whose(), (double) result.forwarded());
      figures.add(Measure.STORM_SECONDS, ground.whose(), result.seconds());
    }
  }
}
