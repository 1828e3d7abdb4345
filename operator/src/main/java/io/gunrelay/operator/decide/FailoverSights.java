package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.FailbackMode;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import io.gunrelay.api.v1alpha1.Fencing;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.entries.Trial;
import io.gunrelay.operator.failover.Course;
import io.gunrelay.operator.failover.OwnClients;
import io.gunrelay.operator.failover.Phase;
import io.gunrelay.operator.failover.Policy;
import io.gunrelay.operator.failover.Sight;
import io.gunrelay.operator.failover.Sight.RegionSight;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.relays.Silence;
import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Sees what a failover is decided by: whom the operator hears, and whom the relays of other regions
 * hear, as they say. Regions that are not wanted to have relays are no regions here, nor are those
 * that have not been up yet.
 */
final class FailoverSights {

  private static final Duration HEARTBEAT = Duration.ofSeconds(1);

  private final Fleet fleet;
  private final Course course;
  private final Map<Site, Observation> seen;
  private final Map<Site, String> outages;
  private final Instant now;

  private FailoverSights(
      Fleet fleet,
      Course course,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Instant now) {
    this.fleet = fleet;
    this.course = course;
    this.seen = seen;
    this.outages = outages;
    this.now = now;
  }

  static Sight of(
      GunRelayCluster resource,
      Fleet fleet,
      Course course,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Instant now) {
    var wish = Annotation.SWITCH_TO.of(resource);
    return new Sight(
        now,
        policy(fleet.failover(), linger(fleet)),
        wish.isEmpty() ? Optional.empty() : Optional.of(wish),
        new FailoverSights(fleet, course, seen, outages, now).regions());
  }

  private static Policy policy(FailoverSpec spec, Duration linger) {
    return new Policy(
        switch (spec.mode()) {
          case Automatic -> Policy.Mode.AUTOMATIC;
          case Manual -> Policy.Mode.MANUAL;
          case Disabled -> Policy.Mode.DISABLED;
        },
        switch (spec.strategy()) {
          case ActiveActive -> Policy.Strategy.ACTIVE_ACTIVE;
          case ActivePassive -> Policy.Strategy.ACTIVE_PASSIVE;
        },
        Duration.ofSeconds(spec.confirmSeconds()),
        spec.failback() == FailbackMode.Automatic,
        Duration.ofSeconds(spec.holdDownSeconds()),
        spec.maxSwitchesPerHour(),
        linger);
  }

  /** Between clusters it is DNS that leads clients home, and they look there now and then. */
  private static Duration linger(Fleet fleet) {
    var entry = fleet.entry();
    return entry == null
            || fleet.sites().size() < 2
            || fleet.regions().stream().allMatch(region -> region.host() == null)
        ? Duration.ZERO
        : entry.dns().remembered();
  }

  private List<RegionSight> regions() {
    return fleet.regions().stream()
        .filter(region -> region.scale().initial() > 0)
        .map(this::region)
        .filter(region ->
            course.stands().containsKey(region.name()) || (region.heard() && region.ready() > 0))
        .toList();
  }

  private RegionSight region(Region region) {
    var there = seen.getOrDefault(region.site(), Observation.NOTHING);
    var outside = outside(region).toList();
    var contacts = contacts(region, outside);
    boolean heard = isHeard(region);
    var trial = trial(region, there);
    int ready = heard ? (int) pods(region, there).filter(Pods::isReadyToStay).count() : 0;
    return new RegionSight(
        region.name(),
        heard,
        outside.size(),
        (int) contacts.stream().filter(contact -> !Silence.isWith(contact)).count(),
        ready,
        heard && isCaughtUp(region, there),
        trial.map(Trial::triers).orElse(0),
        trial.map(Trial::served).orElse(0),
        heard ? ownClients(region) : Optional.empty(),
        firstMissed(ready, heard, region, there, contacts),
        heard ? new Fullness(fleet, region, there).unfit() : Optional.empty(),
        isFenced(region, there, heard),
        trial.filter(one -> one.served() < one.triers()).map(Trial::failure).orElse(""));
  }

  /** Who is not heard, and may be switched away from, has closed its fence by its own clock. */
  private boolean isFenced(Region region, Observation there, boolean heard) {
    return fleet.failover().fencing() != Fencing.None
        && (!heard
            || there
                .own(region.name())
                .allMatch(relay ->
                    relay.fence() != null
                        && relay.fence().state() != FenceReport.State.OPEN
                        && relay.fence().state() != FenceReport.State.OFF));
  }

  private Optional<Instant> firstMissed(
      int ready, boolean heard, Region region, Observation there, List<RegionContact> contacts) {
    if (!heard) {
      return missed(region, there, contacts);
    }
    return ready > 0 ? Optional.empty() : ceased(region, there);
  }

  /** Of the way that clients are led by now. */
  private Optional<Trial> trial(Region region, Observation there) {
    var stand = course.stands().get(region.name());
    return Optional.ofNullable(there.trials().get(region.name()))
        .filter(trial ->
            stand == null
                || stand.phase() != Phase.SWITCHING
                || trial.begun().isAfter(stand.since()));
  }

  /** Whether any relay has answered the operator of late, or there is none to be asked. */
  private boolean isHeard(Region region) {
    var there = seen.getOrDefault(region.site(), Observation.NOTHING);
    var heard = there.heard().get(region.name());
    return !outages.containsKey(region.site()) && (heard == null || !Silence.isSince(heard, now));
  }

  private Optional<OwnClients> ownClients(Region region) {
    return Optional.ofNullable(course.stands().get(region.name()))
        .flatMap(stand -> OwnHost.of(fleet, seen, region, stand.begun()))
        .map(OwnHost::clients);
  }

  private static Stream<Pod> pods(Region region, Observation there) {
    return there.pods().stream().filter(pod -> region.name().equals(Names.regionOf(pod)));
  }

  /** Relays of other regions that the operator hears of, and that say whom they hear. */
  private Stream<RelayReport> outside(Region region) {
    return fleet.regions().stream()
        .filter(other -> !other.name().equals(region.name()))
        .filter(this::isHeard)
        .flatMap(other -> seen.getOrDefault(other.site(), Observation.NOTHING).own(other.name()))
        .filter(relay -> relay.contacts() != null);
  }

  /** What they say of the region. */
  private static List<RegionContact> contacts(Region region, List<RelayReport> outside) {
    return outside.stream()
        .flatMap(relay -> Objects.requireNonNull(relay.contacts()).stream())
        .filter(contact -> contact.region().equals(region.name()))
        .toList();
  }

  /** A heartbeat after the last that anybody heard. */
  private Optional<Instant> missed(Region region, Observation there, List<RegionContact> contacts) {
    return Stream.concat(
            Stream.ofNullable(there.heard().get(region.name())),
            contacts.stream().map(contact -> now.minusMillis(contact.silentMs())))
        .max(Instant::compareTo)
        .map(last -> last.plus(HEARTBEAT));
  }

  /** When the last relay that took clients no longer did. */
  private static Optional<Instant> ceased(Region region, Observation there) {
    return pods(region, there)
        .flatMap(pod -> Pods.condition(pod, "Ready").stream())
        .filter(condition -> !"True".equals(condition.getStatus()))
        .flatMap(condition -> Stream.ofNullable(condition.getLastTransitionTime()))
        .map(Instant::parse)
        .max(Instant::compareTo);
  }

  /** Whether its relay that is asked lacks nothing of what other regions have. */
  private static boolean isCaughtUp(Region region, Observation there) {
    var report = there.reports().get(region.name());
    return report != null
        && report.self().ready()
        && linksElsewhere(region, report).findAny().isPresent()
        && linksElsewhere(region, report).allMatch(FailoverSights::isCaughtUp);
  }

  private static Stream<PeerLink> linksElsewhere(Region region, RegionReport report) {
    return report.peers().stream()
        .map(PeerReport::link)
        .flatMap(Stream::ofNullable)
        .filter(link -> link.state() == PeerLink.State.LINKED)
        .filter(link -> link.region() != null && !region.name().equals(link.region()));
  }

  /** What has been written within the last second is on its way. */
  private static boolean isCaughtUp(PeerLink link) {
    var behind = link.behind();
    return behind != null && (behind.changes() == 0 || behind.milliseconds() < 1_000);
  }
}
