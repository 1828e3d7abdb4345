package io.gunrelay.relay.replication.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every start is a new origin: years of them leave a small vector. */
class ManyRestartsTest {
  private static final int RESTARTS = 10_000;
  private static final int KEYS = 40;

  /** Of relays that run, of dead ones that may keep values, and of the last ones to go. */
  private static final int LARGEST_VECTOR = 3 + 3 * SimRelay.RETIREMENT.origins() + 3;

  private final Random random = new Random(7);
  private final SimNetwork network = new SimNetwork();
  private final Trace trace = new Trace(false);
  private final List<SimRelay> relays = new ArrayList<>();
  private long nowMs = 1_000;

  @Test
  void vectorsStaySmallOverTenThousandRestarts() {
    for (int i = 0; i < 3; i++) {
      relays.add(
          new SimRelay(
              i,
              "west",
              Durability.DISK,
              Duration.ofDays(1),
              random,
              () -> nowMs,
              Mutation.NONE,
              commit -> {},
              this::live));
      relays.getLast().start();
    }
    int largest = 0;
    for (int restart = 0; restart < RESTARTS; restart++) {
      SimRelay relay = relays.get(random.nextInt(relays.size()));
      relay.crash();
      if (random.nextInt(10) == 0) {
        relay.insert(new SimDisk());
      }
      relay.start();
      replicate();
      for (SimRelay each : relays) {
        largest = Math.max(largest, vectorOf(each));
      }
    }
    assertThat(largest).isBetween(3, LARGEST_VECTOR);
    for (SimRelay relay : relays) {
      assertThat(StoreContents.read(relay.disk()).graph())
          .hasSameSizeAs(StoreContents.read(relays.getFirst().disk()).graph())
          .hasSizeGreaterThan(KEYS / 2);
    }
  }

  /** Each relay takes a put, all are linked until nothing moves, and look after their vectors. */
  private void replicate() {
    nowMs += 10;
    for (SimRelay relay : relays) {
      Delta delta =
          new Delta("soul", "k" + random.nextInt(KEYS), nowMs, Bytes.utf8("" + random.nextInt()));
      relay.put(delta, refusal -> {});
    }
    List<SimLink> links = new ArrayList<>();
    for (SimRelay source : relays) {
      for (SimRelay target : relays) {
        SimRelay.Running giving = source.process();
        SimRelay.Running taking = target.process();
        if (source != target && giving != null && taking != null) {
          links.add(
              new SimLink(
                  network,
                  source,
                  giving,
                  target,
                  taking,
                  Mutation.NONE,
                  TargetEnd.Watcher.OF_ANYBODY,
                  random,
                  trace));
        }
      }
    }
    settle(links);
    for (int turn = 0; turn < 3; turn++) {
      for (SimRelay relay : relays) {
        relay.retire();
      }
      settle(links);
    }
    links.forEach(SimLink::cut);
    settle(links);
  }

  private void settle(List<SimLink> links) {
    while (Round.run(relays, links)) {
      // There is more.
    }
  }

  private static int vectorOf(SimRelay relay) {
    return StoreContents.read(relay.disk()).vector().sequences().size();
  }

  private Set<Origin> live(SimRelay asking) {
    return relays.stream()
        .flatMap(relay -> Stream.ofNullable(relay.process()))
        .map(running -> running.engine.origin())
        .collect(Collectors.toSet());
  }
}
