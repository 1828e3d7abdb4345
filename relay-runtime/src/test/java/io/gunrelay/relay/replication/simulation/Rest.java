package io.gunrelay.relay.replication.simulation;

import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.LongConsumer;

/**
 * Lets everything happen that can, until nothing moves any more: all relays run, and who has no
 * connection dials again.
 *
 * @param open a connection from a source to a target
 * @param passMs lets time pass
 */
record Rest(
    List<SimRelay> relays,
    List<SimLink> links,
    Checks checks,
    BiConsumer<SimRelay, SimRelay> open,
    LongConsumer passMs) {
  private static final int MAX_ROUNDS = 100_000;

  void settle() {
    passMs.accept(1_000);
    boolean waited = false;
    for (int rounds = 0; rounds < MAX_ROUNDS; rounds++) {
      links.removeIf(link -> !link.isAlive());
      linkAll();
      boolean busy = Round.run(relays, links);
      checks.step();
      if (!busy && waited) {
        return;
      }
      if (!busy) {
        // What is left waits for time: retries, and what is due later by a skewed clock.
        waited = true;
        passMs.accept(2_000);
      }
    }
    throw new AssertionError("the relays do not come to rest");
  }

  private void linkAll() {
    for (SimRelay target : relays) {
      if (target.process() == null) {
        target.start();
      }
      for (SimRelay source : relays) {
        boolean linked =
            links.stream().anyMatch(link -> link.isBetween(source, target) && link.isUp());
        if (source != target && !linked) {
          open.accept(source, target);
        }
      }
    }
  }
}
