package io.gunrelay.relay.graph;

import java.util.Optional;

/**
 * What a client asks for, and is subscribed to by asking.
 *
 * @param soul the node
 * @param key one property of it, or empty for all
 */
public record Query(String soul, Optional<String> key) {}
