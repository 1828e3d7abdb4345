package io.gunrelay.relay.api;

/**
 * What a relay carries now.
 *
 * @param clients open WebSocket connections
 * @param subscriptions souls and keys that they are subscribed to
 * @param putsTotal keys merged from clients since the start
 * @param storedBytes size of the store on disk, in bytes
 */
public record Load(long clients, long subscriptions, long putsTotal, long storedBytes) {}
