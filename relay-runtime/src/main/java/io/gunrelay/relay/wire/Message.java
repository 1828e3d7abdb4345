package io.gunrelay.relay.wire;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import java.util.List;
import java.util.OptionalInt;

/**
 * A message of a client.
 *
 * @param id its {@code #} as JSON text, or empty when it has none
 * @param replyTo its {@code @} as JSON text, or empty when it answers nothing
 * @param hash its {@code ##}, if it has one of 32 bits
 * @param more its {@code %}: whether another part of the same answer follows
 * @param body what it says
 */
public record Message(Bytes id, Bytes replyTo, OptionalInt hash, boolean more, Body body) {

  /** What a message says. */
  public sealed interface Body {}

  /** Deltas to merge; there may be none, as in a node without properties. */
  public record Put(List<Delta> deltas) implements Body {}

  /** A question, which subscribes. */
  public record Get(Query query) implements Body {}

  /** A question by pattern, which subscribes. */
  public record Find(RangeQuery query) implements Body {}

  /**
   * The other side asks who we are.
   *
   * @param pid what it calls itself, or empty
   */
  public record Hello(String pid) implements Body {}

  /**
   * The other side says who it is, as it was asked to.
   *
   * @param pid what it calls itself, or empty
   */
  public record Introduction(String pid) implements Body {}

  /** A gun.js that has just begun greets. */
  public record Hi() implements Body {}

  /** A put or get that cannot be carried out, and why, for the client's eyes. */
  public record Malformed(String reason) implements Body {}

  /** An element of a batch that was to hold JSON and did not. */
  public record NotJson() implements Body {}

  /** Nothing that a relay acts on. */
  public record Nothing() implements Body {}
}
