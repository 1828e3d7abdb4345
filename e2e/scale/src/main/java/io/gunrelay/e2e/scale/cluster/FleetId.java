package io.gunrelay.e2e.scale.cluster;

/** Which fleet. */
public record FleetId(String namespace, String name) {}
