package io.gunrelay.relay.differential;

/** In what two relays may differ. */
enum Aspect {
  /** What the sender is told. */
  ANSWER,
  /** What a query finds. */
  FOUND,
  /** What a newcomer reads. */
  STORED,
  /** What a subscriber is told. */
  RELAYED,
  /** How often a text is said not to be JSON. */
  COMPLAINTS
}
