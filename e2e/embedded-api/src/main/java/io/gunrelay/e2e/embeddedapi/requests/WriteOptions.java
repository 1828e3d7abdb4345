package io.gunrelay.e2e.embeddedapi.requests;

/**
 * How an object is written.
 *
 * @param manager the field manager
 * @param force whether an apply takes fields from their owners
 * @param dryRun whether nothing is stored
 */
public record WriteOptions(String manager, boolean force, boolean dryRun) {}
