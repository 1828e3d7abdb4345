package io.gunrelay.operator.apply;

import io.gunrelay.operator.decide.Ref;

/**
 * One write.
 *
 * @param verb what was done
 * @param object to what
 */
public record Change(Verb verb, Ref object) {

  /** What was done. */
  public enum Verb {
    CREATED,
    UPDATED,
    /** Its number of pods is the autoscaler's from now on. */
    HANDED_OVER,
    DELETED
  }
}
