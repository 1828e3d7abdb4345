package io.gunrelay.relay.sea;

import java.util.Map;

/**
 * What was counted since the start.
 *
 * @param verified signatures that were computed
 * @param recalled signatures that were known from before
 * @param expired keys whose soul says that they are too old
 * @param plaintext values that are not ciphertext, where that is looked at
 * @param refused keys by reason
 */
public record SeaFigures(
    long verified, long recalled, long expired, long plaintext, Map<Reason, Long> refused) {}
