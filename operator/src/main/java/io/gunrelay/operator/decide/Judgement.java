package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.joining;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.EntryCertificate.Lack;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.RegionState.Step;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.failover.Ruling;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.fleet.Revision;
import io.gunrelay.operator.rollout.Turn;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** Judges how a fleet does, from what was observed after the plan was carried out. */
public final class Judgement {

  private final String version;
  private final Progress progress;
  private final Ruling failover;
  private final Turn turn;
  private final List<Leaving> leaving;
  private final Monitoring monitoring;
  private final List<RegionState> regions;
  private final List<ClusterState> clusters;
  private final List<String> away;
  private final Optional<Trouble> uncertified;
  private final Optional<Trouble> trouble;

  private Judgement(
      Fleet fleet,
      Progress progress,
      Ruling failover,
      List<Share> shares,
      List<ClusterState> clusters,
      Instant now) {
    this.failover = failover;
    this.version = fleet.revision().version();
    this.progress = progress;
    this.turn = progress.turn();
    this.leaving = shares.stream().flatMap(share -> share.plan().leaving().stream()).toList();
    this.monitoring =
        shares.stream()
            .map(share -> share.plan().monitoring())
            .max(Monitoring::compareTo)
            .orElse(Monitoring.NOT_WANTED);
    var states = new HashMap<String, RegionState>();
    var troubles = new ArrayList<Trouble>(regionsDown(failover));
    var lacks =
        shares.stream().flatMap(share -> EntryCertificate.lack(share, now).stream()).toList();
    for (var share : shares) {
      troubles.addAll(share.troubles());
      Routes.trouble(share.plan().fleet(), share.seen()).ifPresent(troubles::add);
      EntryRecords.trouble(share, now).ifPresent(troubles::add);
      var ofShare = new RegionStates(share, now);
      share
          .plan()
          .fleet()
          .regions()
          .forEach(region -> states.put(region.name(), ofShare.of(region)));
    }
    lacks.stream().filter(Lack::lasting).map(Lack::trouble).forEach(troubles::add);
    this.uncertified = lacks.stream().map(Lack::trouble).findFirst();
    this.regions =
        fleet.regions().stream()
            .map(region -> states.get(region.name()))
            .filter(Objects::nonNull)
            .toList();
    this.clusters = clusters;
    this.away =
        regions.stream()
            .filter(region -> region.desired() > 0)
            .map(RegionState::name)
            .filter(name ->
                shares.stream().anyMatch(share -> share.plan().routing().away().contains(name)))
            .toList();
    regions.forEach(region -> troubles.addAll(region.troubles()));
    takenBack(turn).ifPresent(troubles::add);
    clusters.stream()
        .filter(cluster -> cluster.outage().isPresent() && isOfNoRegion(fleet, cluster))
        .map(Judgement::leftBehind)
        .forEach(troubles::add);
    this.trouble = troubles.stream().findFirst();
  }

  /**
   * Judges once.
   *
   * @param fleet the whole
   * @param progress how far it is from one revision to the next
   * @param failover which region serves whose clients
   * @param shares of each cluster that has a region of it, or one that leaves
   * @param clusters what to say of the others than the resource's own
   */
  public static Verdict of(
      Fleet fleet,
      Progress progress,
      Ruling failover,
      List<Share> shares,
      List<ClusterState> clusters,
      Instant now) {
    return new Judgement(fleet, progress, failover, shares, clusters, now).verdict();
  }

  /** Regions that do not serve their clients, though nobody asked for it. */
  private static List<Trouble> regionsDown(Ruling failover) {
    return failover.course().stands().entrySet().stream()
        .filter(stand -> stand.getValue().phase().isTroubled())
        .filter(stand -> !stand.getValue().asked())
        .map(Map.Entry::getKey)
        .sorted()
        .flatMap(region ->
            Stream.ofNullable(failover.why().get(region))
                .map(why -> new Trouble(Reason.RegionDown, "region %s %s".formatted(region, why))))
        .toList();
  }

  /** A revision that spec asks for and that is not tried again. */
  private static Optional<Trouble> takenBack(Turn turn) {
    return turn.isUnderWay() || turn.putOff().isPresent() || turn.why().isEmpty()
        ? Optional.empty()
        : Optional.of(new Trouble(Reason.RevisionTakenBack, turn.why()));
  }

  private static boolean isOfNoRegion(Fleet fleet, ClusterState cluster) {
    return fleet.regions().stream().noneMatch(region -> region.site().equals(cluster.site()));
  }

  private static Trouble leftBehind(ClusterState cluster) {
    return new Trouble(
        Reason.ClusterUnreachable,
        "the cluster of Secret "
            + cluster.site().secret()
            + " has objects of a region that left, and cannot be worked with: "
            + cluster.outage().orElse(""));
  }

  /**
   * Of a resource that nothing can be made of. What runs for it is left as it is.
   *
   * @param clusters others than its own that have objects of it
   */
  public static Verdict of(Reading.Refused refused, List<ClusterState> clusters) {
    var message = refused.message();
    var reason = refused.forbidden() ? Reason.NotAllowed : Reason.InvalidSpec;
    return new Verdict(
        Phase.Degraded,
        message,
        List.of(
            new Finding(Verdict.Type.Ready, false, reason, message),
            new Finding(Verdict.Type.Progressing, false, reason, message),
            new Finding(Verdict.Type.Degraded, true, reason, message)),
        List.of(),
        clusters,
        Optional.empty(),
        Optional.empty());
  }

  /**
   * Of a resource that is being deleted and waits for other clusters.
   *
   * @param clusters those that still have objects of it
   */
  public static Verdict ofDeletion(List<ClusterState> clusters) {
    var waiting =
        clusters.stream()
            .map(cluster ->
                "Secret "
                    + cluster.site().secret()
                    + cluster.outage().map(why -> " (" + why + ")").orElse(""))
            .collect(joining(", "));
    var message = "being deleted; what is in other clusters goes first: that of " + waiting;
    return new Verdict(
        Phase.Progressing,
        message,
        List.of(
            new Finding(Verdict.Type.Ready, false, Reason.Deleting, message),
            new Finding(Verdict.Type.Progressing, true, Reason.Deleting, message),
            clusters.stream().anyMatch(cluster -> cluster.outage().isPresent())
                ? new Finding(Verdict.Type.Degraded, true, Reason.ClusterUnreachable, message)
                : new Finding(
                    Verdict.Type.Degraded, false, Reason.AsWanted, "nothing stands in the way")),
        List.of(),
        clusters,
        Optional.empty(),
        Optional.empty());
  }

  private Verdict verdict() {
    var findings = new ArrayList<Finding>();
    findings.add(ready());
    findings.add(progressing());
    findings.add(degraded());
    monitoring().ifPresent(findings::add);
    return new Verdict(
        phase(),
        message(),
        findings,
        regions,
        clusters,
        Optional.of(progress),
        Optional.of(failover));
  }

  private Phase phase() {
    if (trouble.isPresent()) {
      return Phase.Degraded;
    }
    if (step() == Step.DONE && leaving.isEmpty() && uncertified.isEmpty()) {
      return Phase.Ready;
    }
    return readyCount() == 0 ? Phase.Pending : Phase.Progressing;
  }

  private String message() {
    return counts()
        + trouble
            .map(found ->
                "; " + found.message() + putOff().map(message -> "; " + message).orElse(""))
            .orElse(doing())
        + rerouted();
  }

  private String counts() {
    if (desiredCount() == 0) {
      return "no relays are wanted";
    }
    return readyCount()
        + " of "
        + desiredCount()
        + (desiredCount() == 1 ? " relay is ready" : " relays are ready");
  }

  private String doing() {
    var step =
        switch (step()) {
          case CREATING -> "; the fleet is being made";
          case ROLLING_OUT -> "; " + rollingOut();
          case SCALING -> "; relays are being added or removed";
          case RECOVERING -> "; the others are starting";
          case CONFIGURING ->
              "; configuration is on its way to " + awaitingCount() + " of " + readyCount();
          case DONE -> uncertified.map(found -> "; " + found.message()).orElse("");
        };
    return step + leaving().map(message -> "; " + message).orElse("") + spreading();
  }

  private String rollingOut() {
    return turn.isUnderWay()
        ? rollout(turn.candidate())
        : putOff().orElse("relays are being replaced by version " + version);
  }

  private Optional<String> putOff() {
    return turn.putOff().map(this::rollout);
  }

  private String rollout(Revision revision) {
    return "the rollout of version %s, revision %s, %s"
        .formatted(revision.version(), revision.id(), turn.why());
  }

  private String rerouted() {
    return switch (away.size()) {
      case 0 -> "";
      case 1 -> "; the host of " + away.getFirst() + " leads to relays of other regions";
      default -> "; the hosts of " + String.join(", ", away) + " lead to relays of other regions";
    };
  }

  private String spreading() {
    var uneven =
        regions.stream()
            .filter(region -> !(region.balance() instanceof Balance.Even))
            .map(RegionState::name)
            .collect(joining(", "));
    return uneven.isEmpty() ? "" : "; clients are being spread over the relays of " + uneven;
  }

  private Finding ready() {
    if (desiredCount() == 0) {
      return new Finding(Verdict.Type.Ready, true, Reason.ScaledToZero, counts());
    }
    var all = regions.stream().allMatch(region -> region.ready() >= region.desired());
    if (!all) {
      return new Finding(Verdict.Type.Ready, false, Reason.NotAllReady, message());
    }
    return uncertified
        .map(found ->
            new Finding(
                Verdict.Type.Ready,
                false,
                Reason.AwaitingCertificate,
                counts() + "; " + found.message()))
        .orElseGet(() -> new Finding(Verdict.Type.Ready, true, Reason.AllReady, counts()));
  }

  private Finding progressing() {
    var step = step();
    var reason =
        switch (step) {
          case CREATING -> Reason.Creating;
          case ROLLING_OUT -> Reason.RollingOut;
          case SCALING -> Reason.Scaling;
          case RECOVERING -> Reason.Recovering;
          case CONFIGURING -> Reason.Configuring;
          case DONE -> waiting();
        };
    return reason == Reason.Complete
        ? new Finding(Verdict.Type.Progressing, false, reason, "nothing is on the way")
        : new Finding(Verdict.Type.Progressing, true, reason, message());
  }

  /** What is on the way beside the relays. */
  private Reason waiting() {
    if (!leaving.isEmpty()) {
      return Reason.RegionLeaving;
    }
    return uncertified.isEmpty() ? Reason.Complete : Reason.IssuingCertificate;
  }

  private Optional<String> leaving() {
    return leaving.stream().map(Leaving::message).findFirst();
  }

  private Finding degraded() {
    return trouble
        .map(found -> new Finding(Verdict.Type.Degraded, true, found.reason(), found.message()))
        .orElseGet(() ->
            new Finding(
                Verdict.Type.Degraded, false, Reason.AsWanted, "nothing stands in the way"));
  }

  private Optional<Finding> monitoring() {
    return switch (monitoring) {
      case Monitoring.NOT_WANTED -> Optional.empty();
      case Monitoring.WANTED ->
          Optional.of(
              new Finding(
                  Verdict.Type.MonitoringAvailable,
                  true,
                  Reason.ServiceMonitorApplied,
                  "a ServiceMonitor tells Prometheus of the relays"));
      case Monitoring.KIND_MISSING ->
          Optional.of(
              new Finding(
                  Verdict.Type.MonitoringAvailable,
                  false,
                  Reason.ServiceMonitorKindMissing,
                  "the operator finds no ServiceMonitor kind: install the Prometheus Operator's CRDs"
                      + " and give the operator its rights, or set spec.monitoring.serviceMonitor to false"));
    };
  }

  /** The step of the region that is furthest behind. */
  private Step step() {
    if (turn.isUnderWay() || turn.putOff().isPresent()) {
      return Step.ROLLING_OUT;
    }
    return regions.stream().map(RegionState::step).min(Step::compareTo).orElse(Step.DONE);
  }

  private int desiredCount() {
    return regions.stream().mapToInt(RegionState::desired).sum();
  }

  private int awaitingCount() {
    return regions.stream().mapToInt(RegionState::awaiting).sum();
  }

  private int readyCount() {
    return regions.stream().mapToInt(RegionState::ready).sum();
  }
}
