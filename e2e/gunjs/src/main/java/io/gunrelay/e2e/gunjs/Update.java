package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * A value that a subscription was told.
 *
 * @param key the last part of its path
 * @param soul its node's soul, when the value is a node
 * @param value the value, without gun.js' metadata
 * @param atMillis when the client was told: milliseconds since the epoch
 */
public record Update(String key, Optional<String> soul, JsonNode value, double atMillis) {}
