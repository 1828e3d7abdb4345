package io.gunrelay.relay;

import io.gunrelay.relay.admin.AdminServer;
import io.gunrelay.relay.admin.Health;
import io.gunrelay.relay.admin.Orderers;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.trial.TrialClient;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.OrdersConfig;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.drain.Guest;
import io.gunrelay.relay.fence.Fence;
import io.gunrelay.relay.fence.FencedCoverage;
import io.gunrelay.relay.graph.Coverage;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.graph.GraphSettings;
import io.gunrelay.relay.graph.Witness;
import io.gunrelay.relay.limits.Limits;
import io.gunrelay.relay.live.ConfigMetrics;
import io.gunrelay.relay.live.ConfigWatch;
import io.gunrelay.relay.peers.net.Peering;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.ReplicationSettings.Timing;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.StoreSettings;
import io.gunrelay.relay.tls.PortTls;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.transport.ClientPort;
import io.gunrelay.relay.transport.Edge;
import io.gunrelay.relay.transport.EventLoops;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.wire.MessageWriter;
import io.gunrelay.relay.work.ThreadScheduler;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.Provider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One relay: its rooms, wired together. */
public final class Relay implements AutoCloseable {
  private static final Logger LOG = System.getLogger(Relay.class.getName());
  private static final int MAX_OPEN_FILES = 1024;
  private static final Duration FENCE_LOOK = Duration.ofMillis(200);

  private final RelayConfig config;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final MessageIds ids;
  private final Drains drains;
  private final DistantConfirmations distant = new DistantConfirmations();
  private final Confirmations confirmations;
  private final Fence fence;
  private final StoreCare care;
  private final Condition condition;
  private final Farewell farewell;
  private final String version = Version.read();
  private final Health health = new Health();
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  // What has been started, the latest first.
  private final Deque<AutoCloseable> started = new ArrayDeque<>();
  private volatile @Nullable Replication replication;
  private volatile @Nullable ClientPort clients;
  private @Nullable LiveParts live;
  private final ConfigMetrics configMetrics = new ConfigMetrics(registry);
  private Ports ports = new Ports(0, 0, 0);

  private Relay(
      RelayConfig config, InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
    this.config = config;
    this.clock = clock;
    this.nanoTime = nanoTime;
    ids = new MessageIds(random);
    care = new StoreCare(config, clock, new GivingWay(nanoTime, random));
    ThreadScheduler timer = new ThreadScheduler("timer");
    started.push(timer);
    drains = new Drains(config.drain(), this::guests, ids::next, nanoTime, clock, timer);
    confirmations =
        new Confirmations(
            config.replication().region(),
            config.replication().whenAlone(),
            Timing.USUAL.patience(),
            timer,
            nanoTime,
            distant);
    fence =
        new Fence(
            config.replication().fence(), Long.toHexString(random.nextLong()), distant, nanoTime);
    watchFence(timer);
    condition =
        new Condition(config, version, clock.instant(), health, drains, confirmations, fence, care);
    farewell = new Farewell(config, drains, confirmations, nanoTime);
  }

  /** A few times a second: time alone may close it. */
  private void watchFence(ThreadScheduler timer) {
    timer.after(
        FENCE_LOOK,
        () -> {
          fence.turn();
          watchFence(timer);
        });
  }

  /**
   * Starts a relay; when this returns it serves clients.
   *
   * @param nanoTime a monotonic clock
   * @param random of cryptographic strength
   * @throws StartException if it cannot; nothing is left running then
   */
  public static Relay start(
      RelayConfig config, InstantSource clock, LongSupplier nanoTime, RandomGenerator random)
      throws StartException {
    Relay relay = new Relay(config, clock, nanoTime, random);
    try {
      relay.open(random);
      return relay;
    } catch (StoreException e) {
      relay.close();
      throw new StartException(ExitCode.of(e.problem()), String.valueOf(e.getMessage()), e);
    } catch (StartException | RuntimeException e) {
      relay.close();
      throw e;
    }
  }

  private void open(RandomGenerator random) throws StartException {
    Listening listening = new Listening(config.bindAddress());
    Observers observers = Observers.open(config, version, clock, nanoTime, random.nextLong());
    started.push(observers);
    observers.bind(registry);
    condition.measured(new PerformanceFigures(observers.timings(), registry));
    Tls files = new Tls(registry, clock, random, Tls.USUAL);
    started.push(files);
    RelayTls tls = RelayTls.open(files, config.edge().tls());
    AdminServer admin =
        new AdminServer(
            tls.admin(),
            health,
            registry,
            this::report,
            drains,
            fence,
            new TrialClient(config.replication().region(), clock, nanoTime, random),
            observers.audit(),
            orderers(tls.admin()));
    started.push(admin);
    int adminPort = listening.open(Option.ADMIN_PORT, config.adminPort(), admin::listen);

    health.starting("opening the store in " + config.dataDir());
    String pid = ids.next();
    Optional<Peering> peering = peering(pid, random);
    EventLoops loops = new EventLoops("clients", Runtime.getRuntime().availableProcessors());
    started.push(loops);
    Durability durability = config.replication().durability();
    GraphEngine graph =
        care.open(() ->
            GraphEngine.open(
                new StoreSettings(config.dataDir(), config.cacheBytes(), MAX_OPEN_FILES),
                GraphSettings.withCache(config.cacheBytes()).acknowledging(durability),
                new FencedCoverage(
                    durability == Durability.REPLICATED ? confirmations : Coverage.OWN_DISK,
                    fence,
                    distant),
                loops.each(),
                deltas -> MessageWriter.update(ids.next(), deltas),
                peering.map(Peering::witness).orElse(Witness.NOBODY),
                clock,
                observers.traces(),
                random));
    condition.opened(graph);
    started.push(graph);
    GraphMetrics.bind(graph, registry);
    StoreCareMetrics.bind(care, registry);

    RelayMetrics.bind(confirmations, graph.journal(), registry);
    RelayMetrics.bind(fence, distant, registry);
    int replicationPort = 0;
    Optional<Security> security = RelayReplication.security(config, tls);
    if (security.isPresent()) {
      replicationPort =
          listening.open(
              Option.REPLICATION_PORT,
              config.replicationPort(),
              address -> replicate(address, security.get(), graph, random));
    }

    CompletableFuture<Provider> curves = new CompletableFuture<>();
    Sea sea = new Sea(config.sea(), clock, curves, observers.users()::seen);
    SeaMetrics.bind(sea, registry);
    Graph ofClients = graph.graph();
    if (peering.isPresent()) {
      ofClients = peering.get().start(graph.graph(), new JudgedPuts(sea, graph.graph()));
      started.push(peering.get());
      RelayMetrics.bind(peering.get(), registry);
    }
    started.push(() -> curves.cancel(false));
    ClientPort clientPort =
        new ClientPort(
            loops,
            edge(tls.clients(), nanoTime),
            ofClients,
            sea,
            config.clientLimits(),
            ids,
            pid,
            random,
            nanoTime,
            registry,
            drains,
            observers.ofClients());
    clients = clientPort;
    int port = listening.open(Option.PORT, config.port(), clientPort::listen);
    started.push(() -> farewell.dismiss(clientPort, replication));
    ports = new Ports(port, replicationPort, adminPort);
    condition.serving(clientPort);
    live = new LiveParts(clientPort, sea, drains, fence);
    RelayMetrics.bind(drains, registry);
    RelayMetrics.bind(clientPort, registry);
    started.push(RelayMetrics.bindProcess(registry));
    // Not before: its library takes the start's processors for a while, and what is signed can
    // wait.
    curves.completeAsync(Relay::fastestCurves, Relay::aside);
  }

  private Orderers orderers(PortTls tls) throws StartException {
    OrdersConfig orders = config.edge().orders();
    if (!orders.asksForToken()) {
      return tls.asks() ? Orderers.certified() : Orderers.from(orders.from());
    }
    try {
      return Orderers.withToken(Path.of(orders.tokenFile()));
    } catch (IllegalArgumentException e) {
      throw new StartException(
          ExitCode.USAGE, Option.ADMIN_TOKEN_FILE.flag() + ": " + e.getMessage(), e);
    }
  }

  private static Provider fastestCurves() {
    Provider fastest = Curves.fastest();
    LOG.log(Level.DEBUG, "Signatures are verified by {0}.", fastest.getName());
    return fastest;
  }

  private static void aside(Runnable task) {
    var _ = Thread.ofPlatform().daemon().name("curves").start(task);
  }

  private Edge edge(PortTls tls, LongSupplier nanoTime) {
    EdgeConfig edge = config.edge();
    return new Edge(
        tls,
        edge.proxies(),
        edge.proxyProtocol(),
        edge.origins(),
        edge.entries(),
        fence::servedBy,
        edge.compression(),
        new Limits(edge.limits(), nanoTime, registry));
  }

  private Set<? extends Guest> guests() {
    ClientPort clientPort = clients;
    return clientPort == null ? Set.of() : clientPort.guests();
  }

  /** Cuts a stop that goes on short: clients are told to come back, now. From any thread. */
  public void hurry() {
    farewell.hurry();
  }

  private Optional<Peering> peering(String pid, RandomGenerator random) throws StartException {
    if (config.peers().urls().isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Peering.prepare(config.peers(), ids::next, pid, nanoTime, random));
    } catch (IOException e) {
      throw new StartException(ExitCode.USAGE, Option.PEER_CA.flag() + ": " + e.getMessage(), e);
    }
  }

  private int replicate(
      InetSocketAddress address, Security security, GraphEngine graph, RandomGenerator random)
      throws IOException {
    Replication running =
        Replication.start(
            RelayReplication.settings(config, address, security),
            graph,
            confirmations,
            condition::self,
            fence::said,
            clock,
            random);
    replication = running;
    condition.replicating(running);
    RelayMetrics.bind(running, registry);
    started.push(running);
    care.watch(graph, running, () -> isConfirmed(graph));
    started.push(care);
    started.push(() -> farewell.letTakeChanges(graph));
    return running.port();
  }

  /** Whether the other relays have all changes of this one. */
  private boolean isConfirmed(GraphEngine graph) {
    return confirmations.isLinked()
        && confirmations.confirmedByAll(graph.origin()) >= graph.journal().committed();
  }

  /**
   * From now on the file that the settings were read from, if there is one, is read again and
   * again, and what of it can be is taken into use. Called once, before anybody may close the
   * relay.
   *
   * @param settings what it was started with
   * @param others told of what is taken, too; by a thread of the relay's
   * @param every how often the file is read
   */
  void follow(Settings settings, Consumer<RelayConfig> others, Duration every) {
    LiveParts parts = Objects.requireNonNull(live, "it has started");
    ConfigWatch.of(settings, next -> take(parts, next, others), configMetrics)
        .ifPresent(watch -> {
          ThreadScheduler reader = new ThreadScheduler("config");
          started.push(reader);
          condition.following(watch);
          watch.begin(reader, every);
        });
  }

  private static void take(LiveParts parts, RelayConfig next, Consumer<RelayConfig> others) {
    others.accept(next);
    parts.take(next);
  }

  /** Where it listens. */
  public Ports ports() {
    return ports;
  }

  public String version() {
    return version;
  }

  /** What it says of itself and of its peers. From any thread. */
  public RegionReport report() {
    return condition.report();
  }

  /** Completes, with how the process has to end, if the relay cannot go on by itself. */
  CompletableFuture<ExitCode> ended() {
    return care.ended();
  }

  /** Stops: not ready at once, clients are sent away, what was merged is committed. Blocks. */
  @Override
  public synchronized void close() {
    health.stopping();
    while (!started.isEmpty()) {
      try {
        started.pop().close();
      } catch (Exception e) {
        LOG.log(Level.ERROR, "A part of the relay did not stop.", e);
      }
    }
  }
}
