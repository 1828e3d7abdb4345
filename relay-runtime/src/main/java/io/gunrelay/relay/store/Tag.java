package io.gunrelay.relay.store;

/**
 * Names a change: the relay process that took it from a client, and its place in the order of that
 * process' changes.
 *
 * @param sequence from 1
 */
public record Tag(Origin origin, long sequence) {}
