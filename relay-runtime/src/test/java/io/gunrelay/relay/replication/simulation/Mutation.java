package io.gunrelay.relay.replication.simulation;

/** Rules to break, one at a time, so that it is seen that the simulation notices. */
enum Mutation {
  /** The rules as they are. */
  NONE,
  /** The snapshot's vector is adopted before its values have come. */
  ADOPT_THE_VECTOR_EARLY,
  /** A value's tag moves the vector. */
  ADVANCE_ON_TAGS,
  /** A message's values are lost, its advance is not. */
  DROP_A_TAIL_ENTRY,
  /** An advance does not wait for the values before it to stand in line for the disk. */
  ADVANCE_BEFORE_THE_VALUES,
  /** What a relay was known to have in one session is taken for known in the next. */
  REMEMBER_WHAT_IS_KNOWN_BEYOND_THE_SESSION,
  /** A snapshot ends with the vector of its end, not of its beginning. */
  READ_THE_VECTOR_AT_THE_END,
  /** A snapshot leaves out what the source's own vector does not cover. */
  LEAVE_OUT_WHAT_IS_ABOVE_THE_VECTOR,
  /** A started process goes on with the origin of the one before. */
  REUSE_THE_ORIGIN,
  /** What a relay has received is confirmed before it is synced. */
  CONFIRM_BEFORE_SYNC,
  /** What was confirmed over a link counts when the link has ended. */
  KEEP_CONFIRMATIONS_OF_ENDED_LINKS,
  /** A put that loses is acknowledged before the value that stands is on the disk. */
  ACKNOWLEDGE_LOSERS_AT_ONCE,
  /** A put that loses waits for the tag of what stands, although the vector does not cover that. */
  WAIT_FOR_TAGS_ABOVE_THE_VECTOR,
  /** Values from the future are not merged by who gets them from another relay. */
  APPLY_THE_CLOCK_RULE_TO_REPLICATED_VALUES,
  /** A part of the tail is dropped, and what follows it is sent. */
  GO_ON_AFTER_AN_OVERFLOW,
  /** When the tail is too long, the link is given up, and a new one begins from the beginning. */
  START_ANEW_AFTER_AN_OVERFLOW,
  /** An origin that has left the vector is announced as known up to the last of its changes. */
  RETIRED_MEANS_ALL,
  /** Origins leave the vector although current values are tagged with them. */
  RETIRE_WHO_HAS_VALUES,
  /** Origins leave the vector although current values are above it. */
  RETIRE_UNDER_VALUES_ABOVE_THE_VECTOR,
  /** The disk says that it has synced what it has not. */
  ACKNOWLEDGE_BEFORE_SYNC,
  /** A put is acknowledged for the own disk, although another relay was promised. */
  ACKNOWLEDGE_WITHOUT_OTHERS,
  /** Relays of the own region count while one of another region is linked. */
  COUNT_RELAYS_OF_THE_OWN_REGION,
  /** They count as soon as the last link with another region is lost. */
  COUNT_THE_OWN_REGION_AT_ONCE,
  /** Of a batch that is being written in a crash, a part is on the disk. */
  TEAR_A_BATCH,
  /** More is sent than may be on its way. */
  SEND_BEYOND_THE_WINDOW
}
