package io.gunrelay.relay.sea;

import io.gunrelay.relay.graph.Delta;
import java.util.List;

/**
 * What became of a put.
 *
 * @param good its keys that may be stored, in their order
 * @param refusal why others may not, for the client's eyes; empty when there are none
 * @param open keys that may be stored unless a block list says otherwise
 * @param rejected where others may not be stored, and why
 */
public record Judgement(
    List<Delta> good, String refusal, List<Conditional> open, List<Rejected> rejected) {

  /** A key of this soul may not be stored. */
  public record Rejected(String soul, Reason reason) {}

  /** A key that waits for what a block list says. */
  public record Conditional(Delta delta, BlockList list) {}

  /** Whether all is said. */
  public boolean isSettled() {
    return open.isEmpty();
  }
}
