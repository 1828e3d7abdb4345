package io.gunrelay.operator.apply;

import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.decide.Trouble;

/**
 * A write that did not come about.
 *
 * @param cause what stands in the way
 * @param message for a person, one line
 */
public record Failure(Ref object, Cause cause, String message) {

  /** What stands in the way. */
  public enum Cause {
    /** An object of that name is not ours. */
    NAME_TAKEN,
    /** It is of a resource of the same name that was deleted: likely to pass. */
    FORMER,
    /** Somebody changes it as often as it is put back. */
    CONTESTED,
    /** The operator has no right to. */
    FORBIDDEN,
    /** The API server does not take the object as it is. */
    REFUSED,
    /** The API server does not know the kind. */
    KIND_MISSING,
    /** Anything else: likely to pass. */
    UNAVAILABLE
  }

  Trouble trouble() {
    return new Trouble(
        switch (cause) {
          case NAME_TAKEN -> Reason.NameTaken;
          case FORMER -> Reason.FormerNotGone;
          case CONTESTED -> Reason.Contested;
          case FORBIDDEN -> Reason.Forbidden;
          case REFUSED -> Reason.Refused;
          case KIND_MISSING, UNAVAILABLE -> Reason.ApiUnavailable;
        },
        message);
  }
}
