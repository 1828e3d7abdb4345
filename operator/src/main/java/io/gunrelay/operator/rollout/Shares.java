package io.gunrelay.operator.rollout;

import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.rollout.Sight.Loaded;
import io.gunrelay.operator.rollout.Sight.RegionSight;
import io.gunrelay.operator.rollout.Sight.RelaySet;
import io.gunrelay.operator.rollout.Turn.Lean;
import io.gunrelay.operator.rollout.Turn.Move;
import io.gunrelay.operator.rollout.Turn.Way;
import java.util.ArrayList;
import java.util.List;

/**
 * A region's connected clients between its two colours. New connections go where the entry leads
 * them; open ones stay until their relay tells them to leave, and then dial once. So while a colour
 * lacks clients it takes all that come, and the other one hands over as many as are lacking.
 */
final class Shares {

  /** A share that differs by less is as it should be. */
  private static final double TOLERANCE = 0.02;

  private final RegionSight region;
  private final Colour serving;
  private final Colour candidate;
  private final int percent;
  private final boolean hasCandidate;
  private final boolean isHeld;
  private final long lacking;
  private final long onTheWay;

  /**
   * @param percent what the candidate is to have
   * @param hasCandidate whether the region has come to its turn
   * @param isHeld whether the candidate is to get no more than its share of those who come, though
   *     it lacks clients
   * @param onTheWay who has left a relay and is not yet connected to another
   */
  Shares(
      RegionSight region,
      Colour serving,
      Colour candidate,
      int percent,
      boolean hasCandidate,
      boolean isHeld,
      long onTheWay) {
    this.region = region;
    this.serving = serving;
    this.candidate = candidate;
    this.percent = percent;
    this.hasCandidate = hasCandidate;
    this.isHeld = isHeld;
    this.onTheWay = onTheWay;
    this.lacking = target(region.clients()) - region.set(candidate).clients();
  }

  private long target(long clients) {
    return Math.round(clients * percent / 100.0);
  }

  /** Whether each colour has what it is to have, or could have, and nobody is on the way. */
  boolean areReached() {
    return region.known() && (isCloseEnough() || from().movable() == 0) && !isAnyHandingOver();
  }

  private RelaySet from() {
    return region.set(lacking > 0 ? serving : candidate);
  }

  private boolean isCloseEnough() {
    return switch (percent) {
      case 0 -> region.set(candidate).clients() == 0;
      case 100 -> region.set(serving).clients() == 0;
      default -> Math.abs(lacking) <= Math.max(1, Math.floor(TOLERANCE * region.clients()));
    };
  }

  private boolean isAnyHandingOver() {
    return region.set(serving).isHandingOver() || region.set(candidate).isHandingOver();
  }

  /**
   * Where those go that come. Nobody is led to a colour that has no relay ready, nor to new relays
   * of which some do not answer: they lack clients because theirs were cut off.
   */
  Way way() {
    var lean = lean();
    if (lean != Lean.SERVING && !region.set(candidate).isSound()) {
      lean = Lean.SERVING;
    }
    if (lean != Lean.CANDIDATE
        && region.set(serving).ready() == 0
        && region.set(candidate).ready() > 0) {
      lean = Lean.CANDIDATE;
    }
    return new Way(percent, lean, hasCandidate);
  }

  private Lean lean() {
    if (percent == 0) {
      return Lean.SERVING;
    }
    if (percent == 100) {
      return Lean.CANDIDATE;
    }
    if (isHeld && lacking > 0) {
      return Lean.BOTH;
    }
    if (isCloseEnough()) {
      return lacking > 0 ? Lean.BOTH_CANDIDATE_LACKS : Lean.BOTH;
    }
    return lacking > 0 ? Lean.CANDIDATE : Lean.SERVING;
  }

  /** Which relays hand over how many. */
  List<Move> moves(Pace pace) {
    if (!region.known() || isCloseEnough() || isAnyHandingOver()) {
      return List.of();
    }
    var mayTake = lacking > 0 ? region.set(candidate).isSound() : region.set(serving).ready() > 0;
    return mayTake ? moves(from(), leaving(), pace) : List.of();
  }

  /** Who is on the way goes to the colour that lacks clients, and is not asked for once more. */
  private long leaving() {
    return lacking > 0
        ? Math.max(
            0, target(region.clients() + onTheWay) - region.set(candidate).clients() - onTheWay)
        : -lacking;
  }

  private List<Move> moves(RelaySet from, long leaving, Pace pace) {
    var moves = new ArrayList<Move>();
    long clientsLeft = from.movable();
    long leavingLeft = Math.min(Math.min(leaving, clientsLeft), pace.most(from.relays().size()));
    for (Loaded relay : from.relays()) {
      if (relay.movable() == 0) {
        continue;
      }
      long some = Math.round((double) leavingLeft * relay.movable() / clientsLeft);
      clientsLeft -= relay.movable();
      leavingLeft -= some;
      if (some > 0) {
        // A relay rounds up; and nobody stays for the sake of a fraction.
        moves.add(
            new Move(
                region.name(),
                relay.name(),
                (some - 0.5) / relay.clients(),
                some,
                pace.rate(some)));
      }
    }
    return moves;
  }
}
