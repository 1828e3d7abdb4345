package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.MemoryGroup;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Where one contestant is measured once.
 *
 * @param whose the column that its figures go to
 * @param folder empty, for its data and its log
 * @param progress takes a line for each thing measured
 * @param notes takes what a reader of the table should know
 */
record Ground(
    Contestant whose,
    Relay relay,
    Path folder,
    Plan plan,
    Consumer<String> progress,
    Consumer<String> notes) {
  /** Starts the relay with a data folder of its own. */
  RunningRelay start(String name) throws IOException, InterruptedException {
    return start(name, Optional.empty());
  }

  /** The same inside of a group whose memory is counted. */
  RunningRelay start(String name, Optional<MemoryGroup> group)
      throws IOException, InterruptedException {
    return start(relay, name, group);
  }

  /** The same with other flags. */
  RunningRelay start(Relay flagged, String name, Optional<MemoryGroup> group)
      throws IOException, InterruptedException {
    return RunningRelay.start(flagged, folder.resolve(name), folder.resolve("relay.log"), group);
  }

  /**
   * Relays that replicate with each other, not started yet; ours only.
   *
   * @param cuttable whether the ways between them can be cut; only for two
   * @param flags beside the usual ones
   */
  Fleet fleet(int size, boolean cuttable, String... flags)
      throws IOException, InterruptedException {
    Relay.GunRelay like = ((Relay.GunRelay) relay).with(flags);
    return Fleet.of(like, size, cuttable, folder.resolve("fleet"));
  }

  /** Waits until a start's or a load's last work is done. */
  void settle() throws InterruptedException {
    TimeUnit.MILLISECONDS.sleep((long) (plan.settleSeconds() * 1_000));
  }

  static Clients clients(RunningRelay running) {
    Endpoint endpoint =
        new Endpoint(
            URI.create(running.url()), Optional.empty(), Optional.empty(), running.secure());
    return new Clients(endpoint, new MessageIds(new SecureRandom()), 1);
  }

  void say(String line) {
    progress.accept(line);
  }

  /** Notes what should not have happened, if it did. */
  void complain(long count, String what) {
    if (count > 0) {
      progress.accept("  note: %,d %s".formatted(count, what));
      notes.accept("%s: %,d %s.".formatted(whose.label(), count, what));
    }
  }
}
