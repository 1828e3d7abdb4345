package io.gunrelay.e2e.loadgen.bench;

import static io.gunrelay.e2e.loadgen.bench.Contestant.GUN_JS;
import static io.gunrelay.e2e.loadgen.bench.Contestant.RAW_NETTY;
import static io.gunrelay.e2e.loadgen.bench.Measure.Better.HIGHER;
import static io.gunrelay.e2e.loadgen.bench.Measure.Better.LOWER;
import static io.gunrelay.e2e.loadgen.bench.Measure.Better.NEITHER;

import java.util.List;

/** A line of the table. */
enum Measure {
  START("Start: process start to first WebSocket", "ms", LOWER, 0),
  IDLE_MEMORY("Memory when idle (RSS)", "MB", LOWER, 1),
  PUTS_1("Acknowledged puts, 1 in flight", "/s", HIGHER, 0),
  PUTS_1_P99("… 99th percentile", "ms", LOWER, 1),
  PUTS_100("Acknowledged puts, 100 in flight", "/s", HIGHER, 0),
  PUTS_100_P99("… 99th percentile", "ms", LOWER, 1),
  PUTS_1000("Acknowledged puts, 1,000 in flight", "/s", HIGHER, 0, new Aim.Times(GUN_JS, 10)),
  PUTS_1000_P99("… 99th percentile", "ms", LOWER, 1),
  SIGNED("Acknowledged puts that users signed", "/s", HIGHER, 0, new Aim.Times(GUN_JS, 3)),
  SIGNED_P99("… 99th percentile", "ms", LOWER, 1),
  FANOUT_200(
      "Fan-out to 200, batched",
      "deliveries/s",
      HIGHER,
      0,
      new Aim.Times(GUN_JS, 10),
      new Aim.Times(RAW_NETTY, 0.8)),
  FANOUT_200_CPU("… the relay's time for a delivery", "µs", LOWER, 2),
  FANOUT_200_RELAY("… processors that the relay used", "", NEITHER, 2),
  FANOUT_200_OWN("… and the load generator beside it", "", NEITHER, 2),
  FANOUT_200_P50("… median", "ms", LOWER, 1),
  FANOUT_200_P99("… 99th percentile", "ms", LOWER, 1),
  SINGLE_200("Fan-out to 200, one at a time", "deliveries/s", HIGHER, 0),
  SINGLE_200_CPU("… the relay's time for a delivery", "µs", LOWER, 2),
  SINGLE_200_P50("… median", "ms", LOWER, 1),
  SINGLE_200_P99("… 99th percentile", "ms", LOWER, 1),
  HALF_200_P50("Half of that load to 200, median", "ms", LOWER, 1),
  HALF_200_P99("… 99th percentile", "ms", LOWER, 1, new Aim.AtMost(5), new Aim.Times(GUN_JS, 10)),
  FANOUT_5000(
      "Fan-out to 5,000, batched",
      "deliveries/s",
      HIGHER,
      0,
      new Aim.Times(GUN_JS, 10),
      new Aim.Times(RAW_NETTY, 0.8)),
  FANOUT_5000_CPU("… the relay's time for a delivery", "µs", LOWER, 2),
  FANOUT_5000_RELAY("… processors that the relay used", "", NEITHER, 2),
  FANOUT_5000_OWN("… and the load generator beside it", "", NEITHER, 2),
  FANOUT_5000_P50("… median", "ms", LOWER, 1),
  FANOUT_5000_P99("… 99th percentile", "ms", LOWER, 1),
  SINGLE_5000("Fan-out to 5,000, one at a time", "deliveries/s", HIGHER, 0),
  SINGLE_5000_CPU("… the relay's time for a delivery", "µs", LOWER, 2),
  SINGLE_5000_P50("… median", "ms", LOWER, 1),
  SINGLE_5000_P99("… 99th percentile", "ms", LOWER, 1),
  HALF_5000_P50("Half of that load to 5,000, median", "ms", LOWER, 1),
  HALF_5000_P99("… 99th percentile", "ms", LOWER, 1, new Aim.AtMost(5), new Aim.Times(GUN_JS, 10)),
  CONNECTION_LIVE(
      "Live heap and direct memory for an idle connection", "KB", LOWER, 2, new Aim.AtMost(3)),
  CONNECTION_RESIDENT("… resident memory, garbage included", "KB", LOWER, 2),
  CONNECTION_COUNTED("… as a pod's is counted, the kernel's share included", "KB", LOWER, 2),
  TLS_LIVE("The same with TLS: live heap and direct memory", "KB", LOWER, 2, new Aim.AtMost(12)),
  TLS_RESIDENT("… resident memory, the library's share and garbage included", "KB", LOWER, 2),
  TLS_COUNTED("… as a pod's is counted", "KB", LOWER, 2),
  POD_CLIENTS("Syncing clients in a pod of 512 MiB", "", HIGHER, 0),
  POD_MEMORY("… memory as a pod's is counted", "MB", LOWER, 0, new Aim.AtMost(512)),
  POD_PROCESSORS("… processors", "", LOWER, 2, new Aim.AtMost(0.5)),
  POD_P99("… put to acknowledgement, 99th percentile", "ms", LOWER, 1),
  POD_50000_MEMORY("… memory with 50,000, by slope", "MB", LOWER, 0, new Aim.AtMost(512)),
  POD_50000_PROCESSORS("… processors with 50,000, by slope", "", LOWER, 2, new Aim.AtMost(0.5)),
  STORM_ANSWERS("Everybody asks for one absent soul: answers", "", LOWER, 0),
  STORM_FORWARDS("… questions passed on", "", LOWER, 0, new Aim.AtMost(0)),
  STORM_SECONDS("… time until the last", "s", LOWER, 2),
  STORE_SIZE("Reads of a store with a cache of 128 MB: its size", "GiB", HIGHER, 2),
  READ_P50("… median of 1,000 reads/s", "ms", LOWER, 1),
  READ_P99("… 99th percentile", "ms", LOWER, 1, new Aim.AtMost(5)),
  READ_MEMORY("… resident memory", "MB", LOWER, 0),
  READ_MEMORY_GROWTH("… its growth in a minute", "MB", LOWER, 1),
  REPLICATED("Replicated puts, two relays, 1,000 in flight", "/s", HIGHER, 0),
  REPLICATED_P99("… 99th percentile", "ms", LOWER, 1),
  REPLICATED_SHARE(
      "… as a share of one relay's puts for its own disk", "", HIGHER, 2, new Aim.AtLeast(0.35)),
  REPLICATED_ALONE_CPU("… processor time for a put: the one relay", "µs", LOWER, 1),
  REPLICATED_TAKER_CPU("… of the two, the one that takes it from the client", "µs", LOWER, 1),
  REPLICATED_OTHER_CPU("… of the two, the other one", "µs", LOWER, 1),
  ACROSS("Put at one relay, ten subscribers at another", "deliveries/s", HIGHER, 0),
  ACROSS_P50("… half of that load, median", "ms", LOWER, 1),
  ACROSS_P99("… half of that load, 99th percentile", "ms", LOWER, 1, new Aim.AtMost(10)),
  REFILL(
      "Filling an empty relay with 1,000,000 keys", "keys/s", HIGHER, 0, new Aim.AtLeast(100_000)),
  REFILL_SECONDS("… from its process' start until it is ready", "s", LOWER, 1),
  CUT("Cut for 60 s under 1,000 puts/s: equal after healing", "s", LOWER, 2, new Aim.AtMost(2)),
  UNSENT("100,000 changes that a dead peer lacks: live memory", "MB", LOWER, 1, new Aim.AtMost(5)),
  FLEET_PROCESSORS("A fleet of ten relays, idle: processors of one", "", LOWER, 3),
  FLEET_BYTES("… what the ten say to each other", "KB/s", LOWER, 1),
  FLEET_MEMORY("… memory of one (RSS)", "MB", LOWER, 1);

  /** Which direction is progress. */
  enum Better {
    LOWER,
    HIGHER,
    NEITHER
  }

  private final String label;
  private final String unit;
  private final Better better;
  private final int decimals;

  // Records with nothing in them that changes.
  @SuppressWarnings("ImmutableEnumChecker")
  private final List<Aim> aims;

  Measure(String label, String unit, Better better, int decimals, Aim... aims) {
    this.label = label;
    this.unit = unit;
    this.better = better;
    this.decimals = decimals;
    this.aims = List.of(aims);
  }

  String label() {
    return label;
  }

  String unit() {
    return unit;
  }

  int decimals() {
    return decimals;
  }

  List<Aim> aims() {
    return aims;
  }

  /**
   * How many times better ours is than theirs: above 1 is ahead, whatever the direction; not a
   * number where there is none.
   */
  double ratio(double ours, double theirs) {
    return switch (better) {
      case HIGHER -> ours / theirs;
      case LOWER -> theirs / ours;
      case NEITHER -> Double.NaN;
    };
  }
}
