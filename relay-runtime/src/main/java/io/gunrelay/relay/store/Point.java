package io.gunrelay.relay.store;

import java.util.function.Consumer;

/** An instant between two commits. Valid during the call that it is passed to. */
public interface Point {
  /** What is on disk; to be closed by the caller, whenever it likes. */
  Disk.View view();

  /** What is covered by what is on disk. */
  VersionVector vector();

  /**
   * From here on passes every commit to the follower, on the journal's thread, which it must not
   * hold up; until {@link Journal#unfollow}.
   */
  void follow(Consumer<Commit> follower);
}
