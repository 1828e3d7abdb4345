package io.gunrelay.relay;

import io.gunrelay.relay.admin.Health;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.fence.Fence;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.live.ConfigWatch;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.transport.ClientPort;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a relay is, for probes, for the other relays and for people: asked of its parts, as far as
 * they have been started. Thread-safe.
 */
final class Condition {
  private static final Duration HANGS = Duration.ofSeconds(30);

  private final RelayConfig config;
  private final String version;
  private final Instant startedAt;
  private final Health health;
  private final Drains drains;
  private final Confirmations confirmations;
  private final Fence fence;
  private final StoreCare care;
  private volatile @Nullable GraphEngine engine;
  private volatile @Nullable Replication replication;
  private volatile @Nullable ClientPort clients;
  private volatile @Nullable ConfigWatch watch;
  private volatile @Nullable PerformanceFigures performance;

  /** Of a relay that starts. */
  Condition(
      RelayConfig config,
      String version,
      Instant startedAt,
      Health health,
      Drains drains,
      Confirmations confirmations,
      Fence fence,
      StoreCare care) {
    this.config = config;
    this.version = version;
    this.startedAt = startedAt;
    this.health = health;
    this.drains = drains;
    this.confirmations = confirmations;
    this.fence = fence;
    this.care = care;
  }

  /** It is measured. */
  void measured(PerformanceFigures by) {
    performance = by;
  }

  /** The store is open. */
  void opened(GraphEngine graph) {
    engine = graph;
  }

  /** It replicates. */
  void replicating(Replication running) {
    replication = running;
  }

  /** It takes clients: probes are answered by what it says from now on. */
  void serving(ClientPort port) {
    clients = port;
    health.serving(this::trouble, () -> hang(port));
    health.remarking(this::remark);
  }

  /** Its configuration file is read again and again. */
  void following(ConfigWatch of) {
    watch = of;
  }

  /** What it says of itself and of its peers. */
  RegionReport report() {
    Replication running = replication;
    return running == null
        ? new RegionReport(self(), List.of(), null)
        : new RegionReport(self(), running.peers(), Vectors.report(running.vector()));
  }

  /** What it says of itself. */
  RelayReport self() {
    Health.Verdict ready = health.ready();
    GraphEngine graph = engine;
    ClientPort port = clients;
    ConfigWatch following = watch;
    PerformanceFigures figures = performance;
    Replication running = replication;
    Load load =
        new Load(
            port == null ? 0 : port.connections(),
            port == null ? 0 : port.subscriptions(),
            graph == null ? 0 : graph.figures().puts(),
            graph == null ? 0 : graph.storedBytes(),
            port == null ? Map.of() : port.connectionsByEntry());
    return new RelayReport(
        config.name(),
        version,
        config.replication().region(),
        Optional.ofNullable(graph).map(of -> of.origin().toString()).orElse(""),
        startedAt,
        ready.good(),
        ready.reason(),
        load,
        following == null ? null : following.report(),
        drains.report(),
        figures == null ? null : figures.now(),
        running == null ? List.of() : running.contacts(),
        fence.report());
  }

  /** Why clients should go elsewhere for now, or the empty text. */
  private String trouble() {
    GraphEngine graph = engine;
    Replication running = replication;
    StoreException trouble = graph == null ? null : graph.journal().trouble();
    if (trouble != null) {
      return String.valueOf(trouble.getMessage());
    }
    String filling = running == null ? "" : running.waitingFor().orElse("");
    if (filling.isEmpty()) {
      filling = care.trouble();
    }
    if (filling.isEmpty()) {
      filling = fence.waitingFor();
    }
    return filling.isEmpty() ? drains.reason() : filling;
  }

  /** What people should know while it serves, or the empty text. */
  private String remark() {
    boolean waits = config.replication().durability() == Durability.REPLICATED;
    String alone = waits ? confirmations.remark() : "";
    String open = config.replication().insecure() ? "replicates in plain TCP" : "";
    return Stream.of(alone, fence.remark(), care.remark(), open)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("; "));
  }

  private static String hang(ClientPort port) {
    Duration stall = port.longestStall();
    return stall.compareTo(HANGS) < 0
        ? ""
        : "an event loop has not come round for " + stall.toSeconds() + " s";
  }
}
