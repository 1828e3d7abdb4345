package io.gunrelay.operator.decide;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Asks;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Sight;
import io.gunrelay.operator.rollout.Sight.Loaded;
import io.gunrelay.operator.rollout.Sight.Obstacle;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Sight.RelaySet;
import io.gunrelay.relay.api.DrainReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Sees what a rollout decides by: pods and reports, by region and colour. */
public final class Sights {

  /**
   * A relay that ended more often than this, and waits to be started again, is not going to run.
   */
  private static final int ENDS = 2;

  private final Fleet fleet;
  private final Course course;
  private final Map<Site, Observation> seen;
  private final Map<Site, String> outages;
  private final Set<String> down;
  private final Instant now;

  private Sights(
      Fleet fleet,
      Course course,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Set<String> down,
      Instant now) {
    this.fleet = fleet;
    this.course = course;
    this.seen = seen;
    this.outages = outages;
    this.down = down;
    this.now = now;
  }

  /**
   * Looks once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   * @param outages why clusters cannot be worked with
   * @param down regions that do not serve their clients
   * @param judged what is said of the new relays
   */
  public static Sight of(
      HasMetadata resource,
      Fleet fleet,
      Course course,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Set<String> down,
      Judged judged,
      Instant now) {
    return new Sight(
        now,
        fleet.revision(),
        fleet.strategy(),
        new Asks(
            Annotation.PROMOTE.of(resource),
            Annotation.ABORT.of(resource),
            Annotation.PAUSE.of(resource),
            Annotation.RETRY.of(resource)),
        new Sights(fleet, course, seen, outages, down, now).regions(),
        judged);
  }

  private List<RegionSight> regions() {
    return fleet.regions().stream().map(this::region).toList();
  }

  private RegionSight region(Region region) {
    var there = seen.getOrDefault(region.site(), Observation.NOTHING);
    var outage = outages.get(region.site());
    var sets = new EnumMap<Colour, RelaySet>(Colour.class);
    for (var colour : course.colours()) {
      sets.put(colour, set(region.in(colour), there, outage));
    }
    return new RegionSight(
        region.name(),
        desired(region, sets.getOrDefault(course.serving(), RelaySet.NONE)),
        sets,
        outage == null
            && (there.reports().containsKey(region.name()) || !hasRunning(region, there)),
        outage == null,
        !down.contains(region.name()));
  }

  private static boolean hasRunning(Region region, Observation there) {
    return there.pods().stream()
        .anyMatch(pod -> region.name().equals(Names.regionOf(pod)) && Pods.isRunning(pod));
  }

  /** As many as take the clients now, where the load decides. */
  private int desired(Region region, RelaySet serving) {
    return switch (region.scale()) {
      case Scale.Fixed fixed -> fixed.replicas();
      case Scale.Automatic automatic ->
          Math.max(
              automatic.min(),
              course
                  .attempt()
                  .map(attempt -> attempt.sizes().getOrDefault(region.name(), 0))
                  .orElse(serving.size()));
    };
  }

  private RelaySet set(Region region, Observation there, @Nullable String outage) {
    var workload =
        there
            .find(Deployment.class, Names.relaySet(fleet.owner(), region))
            .filter(found -> Ownership.isOurs(fleet.owner().at(region.site()), found));
    var revision = course.revision(region.colour()).id();
    var pods =
        there.pods().stream()
            .filter(pod -> region.name().equals(Names.regionOf(pod)))
            .filter(pod -> Names.colourOf(pod) == region.colour() && !Pods.isOver(pod))
            .toList();
    var fresh =
        region.colour() == course.serving()
            ? pods
            : pods.stream()
                .filter(pod -> revision.equals(Names.label(pod, Names.REVISION_LABEL)))
                .toList();
    var ready = outage == null ? (int) fresh.stream().filter(Pods::isReadyToStay).count() : 0;
    var relays = relays(region, pods, there);
    return new RelaySet(
        workload.map(found -> size(found)).orElse(0),
        ready,
        there.reports().containsKey(region.name()) ? silent(fresh, relays) : List.of(),
        relays,
        outage == null ? obstacle(region, workload, fresh, there) : Optional.of(away(outage)));
  }

  private static Obstacle away(String outage) {
    return new Obstacle("its cluster cannot be worked with: " + outage, false);
  }

  private static int size(Deployment workload) {
    var replicas = workload.getSpec().getReplicas();
    return replicas == null ? 0 : replicas;
  }

  private static List<String> silent(List<Pod> pods, List<Loaded> answering) {
    var names = answering.stream().map(Loaded::name).collect(toSet());
    return pods.stream()
        .filter(Pods::isReadyToStay)
        .map(pod -> pod.getMetadata().getName())
        .filter(name -> !names.contains(name))
        .sorted()
        .toList();
  }

  private static List<Loaded> relays(Region region, List<Pod> pods, Observation there) {
    var reports =
        there
            .answering(region.name())
            .collect(toMap(RelayReport::name, Function.identity(), (one, other) -> one));
    return pods.stream()
        .filter(pod -> Pods.isRunning(pod) && !pod.isMarkedForDeletion())
        // What it said last is no longer so.
        .filter(pod -> !Pods.hasEnded(pod))
        .map(pod -> reports.get(pod.getMetadata().getName()))
        .flatMap(Stream::ofNullable)
        .map(Sights::loaded)
        .toList();
  }

  private static Loaded loaded(RelayReport report) {
    var drain = report.drain();
    return new Loaded(
        report.name(),
        report.load().clients(),
        drain == null ? 0 : Evacuation.refused(drain),
        drain != null && drain.state() == DrainReport.State.MOVING);
  }

  private Optional<Obstacle> obstacle(
      Region region, Optional<Deployment> workload, List<Pod> pods, Observation there) {
    var complaints = RegionStates.complaints(region, there);
    return pods.stream()
        .flatMap(pod -> PodTroubles.of(pod, complaints, now).stream().map(found -> of(found, pod)))
        .findFirst()
        .or(() ->
            workload
                .flatMap(found -> RegionStates.refusal(found))
                .map(found -> new Obstacle(found.message(), false)));
  }

  private static Obstacle of(Trouble trouble, Pod pod) {
    var isLost =
        (trouble.reason() == Reason.CrashLooping || trouble.reason() == Reason.OutOfMemory)
            && Pods.relay(pod)
                .map(container -> container.getRestartCount())
                .filter(restarts -> restarts != null && restarts >= ENDS)
                .isPresent();
    return new Obstacle(trouble.message(), isLost);
  }
}
