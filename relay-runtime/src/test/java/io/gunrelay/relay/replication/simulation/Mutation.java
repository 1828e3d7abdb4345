package io.gunrelay.relay.replication.simulation;

/** Rules to break, one at a time, so that it is seen that the simulation notices. */
enum Mutation {
  /** The rules as they are. */
  NONE,
  /** The snapshot's vector is adopted before its values have come. */
  ADOPT_THE_VECTOR_EARLY,
  /** A value's tag moves the vector. */
  ADVANCE_ON_TAGS,
  /** A started process goes on with the origin of the one before. */
  REUSE_THE_ORIGIN,
  /** A message's values are lost, its advance is not. */
  DROP_A_TAIL_ENTRY,
  /** An advance does not wait for the values before it to stand in line for the disk. */
  ADVANCE_BEFORE_THE_VALUES,
  /** The disk says that it has synced what it has not. */
  ACKNOWLEDGE_BEFORE_SYNC,
  /** A put that loses is acknowledged before the value that stands is on the disk. */
  ACKNOWLEDGE_LOSERS_AT_ONCE,
  /** A put is acknowledged for the own disk, although another relay was promised. */
  ACKNOWLEDGE_WITHOUT_OTHERS,
  /** What a relay has received is confirmed before it is synced. */
  CONFIRM_BEFORE_SYNC,
  /** Values from the future are not merged by who gets them from another relay. */
  APPLY_THE_CLOCK_RULE_TO_REPLICATED_VALUES
}
