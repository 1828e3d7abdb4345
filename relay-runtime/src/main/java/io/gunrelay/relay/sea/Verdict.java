package io.gunrelay.relay.sea;

/** What a check says of one key. */
sealed interface Verdict {
  Verdict GOOD = new Good();
  Verdict EXPIRED = new Expired();

  /** It may be stored. */
  record Good() implements Verdict {}

  /** Its soul says that what is so old is of no interest. */
  record Expired() implements Verdict {}

  /** It may not be stored. */
  record Refused(Reason reason) implements Verdict {}

  /** It may be stored unless a list says otherwise. */
  record Unless(BlockList list) implements Verdict {}
}
