package io.gunrelay.relay.api;

/**
 * What came of a trial of an entry.
 *
 * @param ok whether it serves clients
 * @param message one line that begins with the entry's host
 * @param ms how long it took
 */
public record TrialReport(boolean ok, String message, long ms) {}
