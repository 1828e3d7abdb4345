package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.Set;

/** How long a start takes, and what an idle relay holds. */
final class StartSection implements Section {
  @Override
  public Set<Contestant> contestants() {
    return EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    for (int i = 0; i <= ground.plan().starts(); i++) {
      try (RunningRelay running = ground.start("start" + i)) {
        if (i > 0) {
          figures.add(Measure.START, ground.whose(), running.startMillis());
        }
        if (i == ground.plan().starts()) {
          ground.settle();
          double idleMb = running.memory().residentKb() / 1024.0;
          ground.say(
              "started in %.0f ms, idle with %.1f MB".formatted(running.startMillis(), idleMb));
          figures.add(Measure.IDLE_MEMORY, ground.whose(), idleMb);
        }
      }
    }
  }
}
