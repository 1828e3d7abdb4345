package io.gunrelay.operator.decide;

/**
 * What is said of a write that has a reason of its own.
 *
 * @param object that is written
 * @param message for a person
 */
public record Told(Ref object, Reason reason, String message) {}
