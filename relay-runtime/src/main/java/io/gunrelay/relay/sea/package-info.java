/**
 * SEA at the relay: who may write what. In come the keys of a client's put; out goes which of them
 * are good, and why the others are not: signatures, certificates, content hashes, expiry, and
 * whether what should be ciphertext is. Changes that other relays of the fleet send were judged
 * where they came in and do not pass here again.
 */
@NullMarked
package io.gunrelay.relay.sea;

import org.jspecify.annotations.NullMarked;
