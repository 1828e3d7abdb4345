package io.gunrelay.operator.decide;

/**
 * Something wrong that does not mend by itself soon.
 *
 * @param message for a person, one line: what, where and, where it is not obvious, what to do
 */
public record Trouble(Reason reason, String message) {}
