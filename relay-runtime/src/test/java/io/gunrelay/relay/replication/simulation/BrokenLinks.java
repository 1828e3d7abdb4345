package io.gunrelay.relay.replication.simulation;

/** What can be wrong with the links between regions, one at a time, so that it is seen. */
enum BrokenLinks {
  /** All is as it should be. */
  NONE,
  /** When a link breaks, no other relay takes the place of the one that is lost. */
  NEVER_TAKE_OVER,
  /** Who could not be reached is not dialled again. */
  GIVE_UP_WHO_FAILED,
  /** A link on which nothing arrives is kept. */
  KEEP_SILENT_LINKS,
  /** Links that are not needed any more do not end. */
  KEEP_SURPLUS,
  /** A relay does not take from those that have chosen to take from it. */
  TAKE_NOTHING_IN_RETURN
}
