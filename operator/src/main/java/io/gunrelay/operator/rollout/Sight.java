package io.gunrelay.operator.rollout;

import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Revision;
import io.gunrelay.operator.fleet.Strategy;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is seen of a fleet now.
 *
 * @param wanted what its relays are to be
 * @param judged what is said of the new relays
 */
public record Sight(
    Instant now,
    Revision wanted,
    Strategy strategy,
    Asks asks,
    List<RegionSight> regions,
    Judged judged) {

  public Sight {
    regions = List.copyOf(regions);
  }

  /** The same with nothing of a colour: what is seen of it is of another revision. */
  Sight without(Colour colour) {
    return new Sight(
        now,
        wanted,
        strategy,
        asks,
        regions.stream().map(region -> region.without(colour)).toList(),
        judged);
  }

  /** The names of those that do not serve their clients, or may soon not. */
  List<String> down() {
    return regions.stream().filter(region -> !region.healthy()).map(RegionSight::name).toList();
  }

  /** Those of a group, in as far as they are there. */
  List<RegionSight> regions(List<String> names) {
    return regions.stream().filter(region -> names.contains(region.name())).toList();
  }

  /**
   * One region.
   *
   * @param desired how many relays it is to have of each colour
   * @param sets what there is of each colour
   * @param known whether its relays have said how many clients they have
   * @param reachable whether its cluster can be worked with
   * @param healthy whether it serves its clients, and nobody doubts that it can
   */
  public record RegionSight(
      String name,
      int desired,
      Map<Colour, RelaySet> sets,
      boolean known,
      boolean reachable,
      boolean healthy) {

    public RegionSight {
      sets = Map.copyOf(sets);
    }

    RegionSight without(Colour colour) {
      var rest = new HashMap<>(sets);
      rest.remove(colour);
      return new RegionSight(name, desired, rest, known, reachable, healthy);
    }

    /** What there is of a colour. */
    public RelaySet set(Colour colour) {
      return sets.getOrDefault(colour, RelaySet.NONE);
    }

    long clients() {
      return sets.values().stream().mapToLong(RelaySet::clients).sum();
    }
  }

  /**
   * The relays of a colour in a region.
   *
   * @param size how many its workload asks for
   * @param ready that take clients, are here to stay, and of the colour's revision
   * @param silent those of them that nobody reaches: their nodes are gone, or nobody has noticed
   *     yet that they ended
   * @param relays what each that runs says of itself
   * @param obstacle what keeps some from becoming ready
   */
  public record RelaySet(
      int size, int ready, List<String> silent, List<Loaded> relays, Optional<Obstacle> obstacle) {

    /** Of a colour that is not there. */
    public static final RelaySet NONE = new RelaySet(0, 0, List.of(), List.of(), Optional.empty());

    public RelaySet {
      silent = List.copyOf(silent);
      relays = List.copyOf(relays);
    }

    /** Whether each that takes clients can be reached. */
    boolean isSound() {
      return ready > 0 && silent.isEmpty();
    }

    /** Connected clients. */
    public long clients() {
      return relays.stream().mapToLong(Loaded::clients).sum();
    }

    long movable() {
      return relays.stream().mapToLong(Loaded::movable).sum();
    }

    boolean isHandingOver() {
      return relays.stream().anyMatch(Loaded::handingOver);
    }
  }

  /**
   * One relay.
   *
   * @param name its pod's
   * @param stuck clients that did not leave when they were told, or cannot be told
   * @param handingOver whether it is telling clients to leave
   */
  public record Loaded(String name, long clients, long stuck, boolean handingOver) {

    /** Clients that can be told to leave. */
    long movable() {
      return Math.max(0, clients - stuck);
    }
  }

  /**
   * What keeps relays from becoming ready.
   *
   * @param grave whether waiting would not mend it
   */
  public record Obstacle(String message, boolean grave) {}
}
