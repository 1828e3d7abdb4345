package io.gunrelay.relay;

/** The ports that a relay listens on. */
public record Ports(int clients, int replication, int admin) {}
