package io.gunrelay.operator.decide;

import io.gunrelay.operator.fleet.Region;

/**
 * A piece that is to exist.
 *
 * @param region the region that it belongs to, with its colour; for a piece of the whole fleet one
 *     without a name
 */
public record Want(Piece piece, Ref ref, Region region, Replicas replicas) {

  /** Who decides how many pods a workload has. */
  public sealed interface Replicas {

    /** The piece has none, or the autoscaler decides and the operator writes nothing. */
    record NotOurs() implements Replicas {}

    /** The operator writes this number. */
    record Ours(int count) implements Replicas {}

    /**
     * The operator wrote the number until now and lets the autoscaler have it. It first hands the
     * present number to another field manager: a field that its only manager drops would fall back
     * to its default, one pod.
     */
    record HandedOver(int present) implements Replicas {}
  }
}
