package io.gunrelay.operator.relays;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last report of each region. One relay of each is asked in every interval, in the background;
 * a report that says something new starts a round of the reconciler.
 */
public final class RelayReports extends AbstractEventSource<RegionReport, GunRelayCluster>
    implements ResourceEventAware<GunRelayCluster> {

  private static final Logger LOG = LoggerFactory.getLogger(RelayReports.class);

  private final RelayClient client = new RelayClient();
  private final Orders orders = new Orders(System::nanoTime);
  private final Duration interval;
  private final InstantSource clock;
  private final BooleanSupplier leads;
  private final Map<ResourceID, Word> words = new ConcurrentHashMap<>();
  private final Map<ResourceID, Map<String, Inquiry>> fleets = new ConcurrentHashMap<>();
  private final Set<ResourceID> inAHurry = ConcurrentHashMap.newKeySet();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("relay-reports").factory());

  /**
   * What relays are told while they are asked.
   *
   * @param token one that they take orders for
   * @param leases which region serves whose clients
   */
  private record Word(String token, String leases) {}

  /**
   * Asks nobody before {@link #follow}.
   *
   * @param leads whether this process works, so that it may tell relays anything
   */
  public RelayReports(Duration interval, InstantSource clock, BooleanSupplier leads) {
    super(RegionReport.class, "relay-reports");
    this.interval = interval;
    this.clock = clock;
    this.leads = leads;
    timer.setRemoveOnCancelPolicy(true);
  }

  /**
   * Says which relays can be asked. New ones are asked at once.
   *
   * @param addresses of each region's admin ports, best first
   */
  public void follow(ResourceID fleet, Map<String, List<Address>> addresses) {
    var inquiries = fleets.computeIfAbsent(fleet, id -> new ConcurrentHashMap<>());
    inquiries.keySet().retainAll(addresses.keySet());
    addresses.forEach((region, relays) -> {
      var inquiry = inquiries.computeIfAbsent(region, name -> new Inquiry(clock.instant()));
      if (inquiry.direct(relays, clock.instant())) {
        ask(fleet, inquiry);
      }
    });
  }

  /** What is known now, by region. */
  public Map<String, RegionReport> of(ResourceID fleet) {
    var reports = new HashMap<String, RegionReport>();
    fleets
        .getOrDefault(fleet, Map.of())
        .forEach(
            (region, inquiry) -> inquiry.report().ifPresent(report -> reports.put(region, report)));
    return reports;
  }

  /** When a relay of each region last answered; of those regions that have relays to ask. */
  public Map<String, Instant> heard(ResourceID fleet) {
    var heard = new HashMap<String, Instant>();
    fleets
        .getOrDefault(fleet, Map.of())
        .forEach((region, inquiry) -> inquiry.heard().ifPresent(then -> heard.put(region, then)));
    return heard;
  }

  /** One relay of a fleet, and the way to it. */
  public record Relay(ResourceID fleet, String region, String name, Address address) {}

  /**
   * Has a relay hand a share of its clients over, in the background. Given again within the time
   * that reports take to tell of it, an order does nothing; nor does one that the relay's own word
   * has overtaken: it is asked once more before.
   *
   * @param share above 0 and below 1
   * @param token one that the relay takes orders for
   * @param told how the order was taken, on a thread of its own
   */
  public void handOver(Relay relay, double share, String token, Consumer<Boolean> told) {
    order(relay, new DrainOrder(null, null, share), token, Orders.UNTIL_REPORTED, told);
  }

  /** The same for who asks often, and so knows sooner what became of it. */
  public void move(Relay relay, DrainOrder order, String token, Consumer<Boolean> told) {
    order(relay, order, token, Orders.UNTIL_REPORTED_IN_A_HURRY, told);
  }

  /**
   * Has a relay try an entry; fails within some seconds if it says nothing of it.
   *
   * @param token one that it takes orders for
   */
  public CompletableFuture<TrialReport> tryEntry(Address relay, TrialOrder order, String token) {
    return client.tryEntry(relay, order, token);
  }

  private void order(
      Relay relay, DrainOrder order, String token, Duration untilReported, Consumer<Boolean> told) {
    var known = known(relay);
    if (known.isPresent() && orders.mayGive(relay.address(), untilReported)) {
      handOver(relay, known.get(), order, token, told);
    }
  }

  /**
   * Tells relays which region serves whose clients, whenever they are asked from now on, as long as
   * this process works.
   *
   * @param token one that they take orders for
   */
  public void tell(ResourceID fleet, String token, List<RegionLease> leases) {
    if (leases.isEmpty()) {
      words.remove(fleet);
    } else {
      words.put(fleet, new Word(token, RegionLease.line(leases)));
    }
  }

  private Map<String, String> headers(ResourceID fleet, Inquiry inquiry) {
    var word = words.get(fleet);
    return word == null || !leads.getAsBoolean()
        ? Map.of()
        : Map.of(
            AdminPort.TOKEN_HEADER,
            word.token(),
            AdminPort.LEASES_HEADER,
            word.leases(),
            AdminPort.HEARD_HEADER,
            inquiry.mark());
  }

  /** Has the relays of a fleet asked each second, or as usual. */
  public void hurry(ResourceID fleet, boolean now) {
    if (now) {
      inAHurry.add(fleet);
    } else {
      inAHurry.remove(fleet);
    }
  }

  private Optional<RelayReport> known(Relay relay) {
    var report = of(relay.fleet()).get(relay.region());
    return report == null
        ? Optional.empty()
        : Stream.concat(
                Stream.of(report.self()),
                report.peers().stream().map(PeerReport::report).flatMap(Stream::ofNullable))
            .filter(one -> one.name().equals(relay.name()))
            .findFirst();
  }

  private void handOver(
      Relay relay, RelayReport known, DrainOrder order, String token, Consumer<Boolean> told) {
    var _ =
        client
            .ask(relay.address(), Map.of())
            .thenCompose(report ->
                isAsKnown(report.self(), known)
                    ? client.order(relay.address(), order, token).thenApply(done -> true)
                    : CompletableFuture.completedFuture(false))
            .whenCompleteAsync(
                (ordered, failure) -> {
                  if (failure != null) {
                    LOG.warn("{} does not hand clients over: {}", relay.name(), why(failure));
                    told.accept(false);
                  } else if (ordered) {
                    told.accept(true);
                  }
                },
                task -> Thread.ofVirtual().start(task));
  }

  private static boolean isAsKnown(RelayReport now, RelayReport known) {
    var drain = now.drain();
    var before = known.drain();
    return drain != null
        && before != null
        && now.origin().equals(known.origin())
        && drain.state() != DrainReport.State.MOVING
        && Objects.equals(drain.startedAt(), before.startedAt());
  }

  private static String why(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return String.valueOf(cause.getMessage());
  }

  private void askSome() {
    for (var fleet : inAHurry) {
      var inquiries = fleets.getOrDefault(fleet, Map.of()).values();
      inquiries.forEach(inquiry -> ask(fleet, inquiry));
      // Each is to be noted, so none is left out once one has fallen silent.
      long silent = inquiries.stream().filter(one -> one.fellSilent(clock.instant())).count();
      if (silent > 0 && isRunning()) {
        getEventHandler().handleEvent(new Event(fleet));
      }
    }
  }

  private void askAll() {
    fleets.forEach(
        (fleet, inquiries) -> inquiries.values().forEach(inquiry -> ask(fleet, inquiry)));
  }

  private void ask(ResourceID fleet, Inquiry inquiry) {
    inquiry.begin(clock.instant()).ifPresent(attempt -> ask(fleet, inquiry, attempt));
  }

  private void ask(ResourceID fleet, Inquiry inquiry, Inquiry.Attempt attempt) {
    var _ =
        client
            .ask(attempt.address(), headers(fleet, inquiry))
            .whenComplete((report, failure) -> {
              if (failure != null) {
                LOG.debug("No report from {} of {}", attempt.address(), fleet, failure);
              }
              var isNews =
                  failure == null
                      ? inquiry.answered(attempt, report, clock.instant())
                      : inquiry.failed(attempt);
              if (isNews && isRunning()) {
                getEventHandler().handleEvent(new Event(fleet));
              }
              if (failure != null && inquiry.hasOthers()) {
                ask(fleet, inquiry);
              }
            });
  }

  @Override
  public void start() {
    if (!isRunning()) {
      super.start();
      var _ =
          timer.scheduleWithFixedDelay(
              this::askAll, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
      var _ = timer.scheduleWithFixedDelay(this::askSome, 1, 1, TimeUnit.SECONDS);
    }
  }

  @Override
  public void stop() {
    super.stop();
    timer.shutdownNow();
    client.close();
  }

  @Override
  public void onResourceDeleted(GunRelayCluster cluster) {
    fleets.remove(ResourceID.fromResource(cluster));
    inAHurry.remove(ResourceID.fromResource(cluster));
    words.remove(ResourceID.fromResource(cluster));
  }

  @Override
  public Set<RegionReport> getSecondaryResources(GunRelayCluster cluster) {
    return Set.copyOf(of(ResourceID.fromResource(cluster)).values());
  }
}
