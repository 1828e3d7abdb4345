package io.gunrelay.operator.rollout;

import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.Revision;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is decided once.
 *
 * @param course from now on
 * @param ways where clients go in each region, by its name; of regions of which nothing is here all
 *     go to the serving relays
 * @param moves relays that are to hand clients over
 * @param why one line on what a rollout waits for, or why there is none though spec asks for it;
 *     empty when there is nothing to say
 * @param again when something may be due though nothing happens
 * @param putOff a revision that will be rolled out when what is waited for is there
 */
public record Turn(
    Course course,
    Map<String, Way> ways,
    List<Move> moves,
    String why,
    Optional<Instant> again,
    Optional<Revision> putOff) {

  public Turn {
    ways = Map.copyOf(ways);
    moves = List.copyOf(moves);
  }

  /** With nothing that is put off. */
  public Turn(
      Course course, Map<String, Way> ways, List<Move> moves, String why, Optional<Instant> again) {
    this(course, ways, moves, why, again, Optional.empty());
  }

  /** The same, and it is looked again then whether the revision can be rolled out. */
  Turn puttingOff(Revision revision, Instant then) {
    return new Turn(
        course,
        ways,
        moves,
        why,
        Optional.of(again.filter(then::isAfter).orElse(then)),
        Optional.of(revision));
  }

  /** Nothing is decided: the course is as it was, and all clients are where they were. */
  public static Turn none(Course course) {
    return new Turn(course, Map.of(), List.of(), "", Optional.empty());
  }

  /** The colours that a region has. */
  public List<Colour> colours(String region) {
    var candidate = course.attempt().map(Attempt::colour);
    return course.colours().stream()
        .filter(colour -> candidate.filter(colour::equals).isEmpty() || way(region).hasCandidate())
        .toList();
  }

  /** What the rollout under way brings. */
  public Revision candidate() {
    return course.revision(course.attempt().orElseThrow().colour());
  }

  /** Whether relays of a colour are only kept to go back to. */
  public boolean keeps(Colour colour) {
    return course.kept().filter(kept -> kept.colour() == colour).isPresent();
  }

  /**
   * How many relays an autoscaler leaves to a region. During a rollout each colour has at least as
   * many as there were at its beginning: clients move faster than an autoscaler follows.
   */
  public int fewest(String region, Scale.Automatic scale) {
    var before = course.attempt().map(attempt -> attempt.sizes().getOrDefault(region, 0)).orElse(0);
    return Math.min(scale.max(), Math.max(scale.min(), before));
  }

  /** Whether entries lead to relays of two colours, or are about to. */
  public boolean isUnderWay() {
    return course.attempt().isPresent();
  }

  /** Where the clients of a region go. */
  public Way way(String region) {
    return ways.getOrDefault(region, Way.SERVING);
  }

  /**
   * The clients of a region.
   *
   * @param percent what the new relays are to have of those that are connected
   * @param lean which relays take those that come
   * @param hasCandidate whether new relays are there, or on their way
   */
  public record Way(int percent, Lean lean, boolean hasCandidate) {
    static final Way SERVING = new Way(0, Lean.SERVING, false);
  }

  /** Which relays take clients that come. */
  public enum Lean {
    SERVING,
    CANDIDATE,
    /** Both, in the shares that they are to have; a little more to the new ones. */
    BOTH_CANDIDATE_LACKS,
    /** Both, in the shares that they are to have; a little more to the former ones. */
    BOTH
  }

  /**
   * An order to a relay.
   *
   * @param share of its clients that are to leave, above 0 and below 1
   * @param clients how many that are
   * @param rate clients that are told in a second
   * @param entry the host that those belong to who are to leave, and of whom the share is; empty:
   *     all
   * @param urls where they are sent; empty: to the one that each came by
   */
  public record Move(
      String region,
      String relay,
      double share,
      long clients,
      int rate,
      String entry,
      List<String> urls) {

    public Move {
      urls = List.copyOf(urls);
    }

    /** Of clients that came by any host, and dial it again. */
    public Move(String region, String relay, double share, long clients, int rate) {
      this(region, relay, share, clients, rate, "", List.of());
    }

    /** The same of clients that are sent elsewhere. */
    public Move to(List<String> elsewhere) {
      return new Move(region, relay, share, clients, rate, entry, elsewhere);
    }

    /** For a person. */
    public String message() {
      return "%s hands %d clients over%s"
          .formatted(relay, clients, entry.isEmpty() ? "" : " that came by " + entry);
    }
  }
}
