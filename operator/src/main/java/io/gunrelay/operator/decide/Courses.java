package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Service;
import io.gunrelay.api.v1alpha1.ColourRole;
import io.gunrelay.api.v1alpha1.ColourStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RolloutPhase;
import io.gunrelay.api.v1alpha1.RolloutRegionStatus;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Revision;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Attempt;
import io.gunrelay.operator.rollout.Course;
import io.gunrelay.operator.rollout.Ending;
import io.gunrelay.operator.rollout.Kept;
import io.gunrelay.operator.rollout.Moved;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the course of a fleet's revisions from its resource's status. */
public final class Courses {

  private final Fleet fleet;
  private final GunRelayClusterStatus status;
  private final Map<Colour, Revision> revisions = new EnumMap<>(Colour.class);
  private final Map<Colour, ColourStatus> colours = new EnumMap<>(Colour.class);

  private Courses(Fleet fleet, GunRelayClusterStatus status, List<ColourStatus> listed) {
    this.fleet = fleet;
    this.status = status;
    for (var colour : listed) {
      var which = Colour.of(Objects.requireNonNullElse(colour.colour(), ""));
      Revision.of(colour.template())
          .ifPresent(revision -> {
            revisions.put(which, revision);
            colours.put(which, colour);
          });
    }
  }

  /**
   * Reads it. Where there is no status, or somebody has written over it, the relays that there are
   * get what the fleet asks for.
   *
   * @param seen what there is in the resource's own cluster
   */
  public static Course of(GunRelayCluster resource, Fleet fleet, Observation seen) {
    if (fleet.storage() instanceof Storage.Volume) {
      return Course.of(Colour.NONE, fleet.revision());
    }
    var status = resource.getStatus();
    var listed = status == null ? null : status.colours();
    return status == null || listed == null || listed.isEmpty()
        ? Course.of(inferred(fleet, seen), fleet.revision())
        : new Courses(fleet, status, listed).course(seen);
  }

  /** The colour that Services lead to. */
  private static Colour inferred(Fleet fleet, Observation seen) {
    return seen.objects().stream()
        .filter(object -> object instanceof Service && Ownership.isOurs(fleet.owner(), object))
        .map(Service.class::cast)
        .map(service -> service.getSpec().getSelector())
        .filter(Objects::nonNull)
        .map(selector -> Colour.of(selector.getOrDefault(Names.COLOUR_LABEL, "")))
        .filter(colour -> colour != Colour.NONE)
        .findFirst()
        .orElse(Colour.BLUE);
  }

  private Course course(Observation seen) {
    var serving = find(ColourRole.Serving);
    if (serving.isEmpty() || serving.get() == Colour.NONE) {
      return Course.of(inferred(fleet, seen), fleet.revision());
    }
    var attempt = find(ColourRole.Candidate).flatMap(this::attempt);
    var kept = find(ColourRole.Previous).flatMap(this::kept);
    var past = status.rollouts();
    var needed = new EnumMap<Colour, Revision>(Colour.class);
    needed.put(serving.get(), Objects.requireNonNull(revisions.get(serving.get())));
    attempt
        .map(Attempt::colour)
        .or(() -> kept.map(Kept::colour))
        .ifPresent(colour -> needed.put(colour, Objects.requireNonNull(revisions.get(colour))));
    return new Course(
        serving.get(),
        needed,
        attempt,
        attempt.isPresent() ? Optional.empty() : kept,
        Optional.ofNullable(status.failedRevision()),
        past == null ? List.of() : past);
  }

  private Optional<Colour> find(ColourRole role) {
    return colours.entrySet().stream()
        .filter(entry -> entry.getValue().role() == role)
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private Optional<Kept> kept(Colour colour) {
    return instant(Objects.requireNonNull(colours.get(colour)).until())
        .map(until -> new Kept(colour, until));
  }

  private Optional<Attempt> attempt(Colour colour) {
    var rollout = status.rollout();
    if (rollout == null || rollout.phase() == null) {
      return Optional.empty();
    }
    return Optional.of(
        new Attempt(
            colour,
            Objects.requireNonNullElse(rollout.fromRevision(), ""),
            rollout.phase(),
            fromOne(rollout.group()),
            fromOne(rollout.step()),
            instant(rollout.startedAt()).orElse(Instant.EPOCH),
            since(rollout),
            instant(rollout.waitingSince()),
            moved(rollout),
            Optional.ofNullable(rollout.verdict())
                .flatMap(verdict -> instant(verdict.failingSince())),
            Boolean.TRUE.equals(rollout.direct()),
            sizes(rollout),
            ending(rollout)));
  }

  private static Moved moved(RolloutStatus rollout) {
    return instant(rollout.movedAt())
        .map(at ->
            new Moved(
                at,
                Objects.requireNonNullElse(rollout.movedOf(), 0L),
                Objects.requireNonNullElse(rollout.pace(), 0L)))
        .orElse(Moved.NEVER);
  }

  private static Optional<Ending> ending(RolloutStatus rollout) {
    var outcome = rollout.outcome();
    return outcome == null || rollout.phase() != RolloutPhase.RollingBack
        ? Optional.empty()
        : Optional.of(new Ending(outcome, Objects.requireNonNullElse(rollout.reason(), "")));
  }

  private static Map<String, Integer> sizes(RolloutStatus rollout) {
    var sizes = new LinkedHashMap<String, Integer>();
    List<RolloutRegionStatus> regions =
        Objects.requireNonNullElse(rollout.regions(), List.<RolloutRegionStatus>of());
    for (var region : regions) {
      var relays = region.relays();
      if (relays != null) {
        sizes.put(region.name(), relays);
      }
    }
    return sizes;
  }

  private static int fromOne(@Nullable Integer counted) {
    return counted == null ? 0 : Math.max(0, counted - 1);
  }

  /** Since when it is in its phase; long since where somebody has written over it. */
  public static Instant since(RolloutStatus rollout) {
    return instant(rollout.since()).orElse(Instant.EPOCH);
  }

  private static Optional<Instant> instant(@Nullable String text) {
    try {
      return Optional.ofNullable(text).map(Instant::parse);
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
