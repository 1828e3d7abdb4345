package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.FillLoad;
import io.gunrelay.e2e.loadgen.load.ReadsLoad;
import io.gunrelay.e2e.loadgen.load.StoredNodes;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;

/** A relay with an empty disk, started beside one that has a lot. */
final class RefillSection implements Section {
  private static final int VALUE_BYTES = 64;
  private static final int CONNECTIONS = 20;
  private static final double READS_PER_SECOND = 1_000;
  private static final double READ_SECONDS = 3;
  private static final long LONGEST_SECONDS = 120;

  private final int keys;

  RefillSection(int keys) {
    this.keys = keys;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    StoredNodes nodes = new StoredNodes("refill", VALUE_BYTES);
    long count = keys / StoredNodes.KEYS;
    try (Fleet fleet = ground.fleet(2, false)) {
      RunningRelay full = fleet.start();
      try (Clients clients = Ground.clients(full)) {
        FillLoad.Result put = new FillLoad(clients, nodes, count).run();
        ground.complain(put.refused(), "puts were refused");
      }
      ground.settle();
      long begin = System.nanoTime();
      RunningRelay empty = fleet.start();
      empty.awaitReady(LONGEST_SECONDS);
      double seconds = (System.nanoTime() - begin) / 1e9;
      double perSecond = keys / (seconds - empty.startMillis() / 1e3);
      check(ground, empty, nodes, count);
      ground.say(
          "%,d keys, %,.0f a second; ready %.1f s after the start (%.1f s of it until it served)"
              .formatted(keys, perSecond, seconds, empty.startMillis() / 1e3));
      figures.add(Measure.REFILL, ground.whose(), perSecond);
      figures.add(Measure.REFILL_SECONDS, ground.whose(), seconds);
    }
  }

  /** Ready means that it has them. */
  private static void check(Ground ground, RunningRelay relay, StoredNodes nodes, long count)
      throws IOException, InterruptedException {
    try (Clients clients = Ground.clients(relay)) {
      ReadsLoad.Settings settings =
          new ReadsLoad.Settings(count, CONNECTIONS, READS_PER_SECOND, 0, READ_SECONDS);
      ReadsLoad.Result read = new ReadsLoad(clients, nodes, settings).run();
      ground.complain(read.wanting(), "reads of the filled relay lacked something");
      ground.complain(read.unanswered(), "reads of the filled relay were not answered");
    }
  }
}
