package io.gunrelay.relay.store;

import java.util.function.Consumer;

/** An instant between two commits. Valid during the call that it is passed to. */
public interface Point {
  /**
   * Every current value on disk whose tag is above the vector.
   *
   * @return to be closed by the caller, whenever it likes; what happens later does not change it
   */
  FeedScan above(VersionVector vector);

  /** What is covered by what is on disk. */
  VersionVector vector();

  /**
   * From here on passes every commit to the follower, on the journal's thread, which it must not
   * hold up; until {@link Journal#unfollow}.
   */
  void follow(Consumer<Commit> follower);
}
