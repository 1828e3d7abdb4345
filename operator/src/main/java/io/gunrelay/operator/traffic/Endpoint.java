package io.gunrelay.operator.traffic;

import org.jspecify.annotations.Nullable;

/**
 * A relay that takes new connections.
 *
 * @param address its pod's
 * @param pod its name
 * @param node that it runs on; null when that is not known
 */
public record Endpoint(String address, String pod, @Nullable String node) {}
