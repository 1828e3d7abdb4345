package io.gunrelay.relay;

/** The ports that a relay listens on; 0: it does not. */
public record Ports(int clients, int replication, int admin) {}
