package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Update;

/**
 * The last update of one key that came to a loop. Every update of that key refers to it, so that an
 * older one shows at a glance that it is superseded, to however many clients it has not been sent.
 * Belongs to the loop.
 */
final class Newest {
  private Update update;

  Newest(Update update) {
    this.update = update;
  }

  void is(Update newer) {
    update = newer;
  }

  /** Whether a newer update has come than this one. */
  @SuppressWarnings("ReferenceEquality")
  boolean supersedes(Update other) {
    return update != other;
  }
}
