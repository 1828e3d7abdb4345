package io.gunrelay.operator.fleet;

/** The resource that everything is made for. */
public record Owner(String namespace, String name, String uid) {}
