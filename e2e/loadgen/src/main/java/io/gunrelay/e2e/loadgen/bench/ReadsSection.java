package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.FillLoad;
import io.gunrelay.e2e.loadgen.load.ReadsLoad;
import io.gunrelay.e2e.loadgen.load.StoredNodes;
import io.gunrelay.e2e.loadgen.relays.MemoryGroup;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.Optional;

/**
 * Random reads of a store that is much larger than its cache. Where it can be had, a control group
 * keeps Linux from caching the whole store in the machine's memory in the relay's stead.
 */
final class ReadsSection implements Section {
  private static final String CACHE = "--cache-bytes=128MiB";
  private static final long GROUP_BYTES = 1L << 30;
  private static final int CONNECTIONS = 100;
  private static final double PER_SECOND = 1_000;

  private final long storeBytes;
  private final double readSeconds;

  ReadsSection(long storeBytes, double readSeconds) {
    this.storeBytes = storeBytes;
    this.readSeconds = readSeconds;
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    Optional<MemoryGroup> group = MemoryGroup.create(Optional.of(GROUP_BYTES));
    Relay relay = ((Relay.GunRelay) ground.relay()).with(CACHE).onJvm("-Xmx512m");
    try {
      try (RunningRelay running = ground.start(relay, "reads", group)) {
        read(ground, figures, running);
      }
    } finally {
      if (group.isPresent()) {
        group.get().close();
      }
    }
  }

  private void read(Ground ground, Figures figures, RunningRelay running)
      throws IOException, InterruptedException {
    StoredNodes nodes = new StoredNodes("store");
    long count = storeBytes / nodes.nodeBytes();
    try (Clients clients = Ground.clients(running)) {
      FillLoad.Result filled = new FillLoad(clients, nodes, count).run();
      double gigabytes = running.metrics().sum("gunrelay_store_bytes", "") / (1L << 30);
      ground.say(
          "filled with %,d nodes in %.1f s: %.2f GiB on the disk"
              .formatted(filled.nodes(), filled.seconds(), gigabytes));
      ground.complain(filled.refused(), "puts of the large store were refused");
      figures.add(Measure.STORE_SIZE, ground.whose(), gigabytes);
    }
    try (Clients clients = Ground.clients(running);
        MemoryWatch memory = new MemoryWatch(running)) {
      ReadsLoad.Settings settings =
          new ReadsLoad.Settings(
              count, CONNECTIONS, PER_SECOND, ground.plan().warmupSeconds(), readSeconds);
      ReadsLoad.Result result = new ReadsLoad(clients, nodes, settings).run();
      ground.say(
          "%,.0f reads/s: p50 %.1f ms, p99 %.1f ms; resident memory %.0f MB, %+.1f MB a minute"
              .formatted(
                  PER_SECOND,
                  result.latency().p50Millis(),
                  result.latency().p99Millis(),
                  memory.megabytes(),
                  memory.megabytesPerMinute()));
      ground.complain(result.wanting(), "reads of the large store lacked something");
      ground.complain(result.unanswered(), "reads of the large store were not answered");
      figures.add(Measure.READ_P50, ground.whose(), result.latency().p50Millis());
      figures.add(Measure.READ_P99, ground.whose(), result.latency().p99Millis());
      figures.add(Measure.READ_MEMORY, ground.whose(), memory.megabytes());
      figures.add(Measure.READ_MEMORY_GROWTH, ground.whose(), memory.megabytesPerMinute());
    }
  }
}
