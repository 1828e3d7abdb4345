package io.gunrelay.operator.fleet;

/** Bounds of one relay. */
public record Limits(int connections, int messageBytes, int subscriptionsPerConnection) {}
