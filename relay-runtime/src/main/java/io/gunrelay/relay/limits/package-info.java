/**
 * How much of everything a client may take, and how much of it was taken: of the relay, by address,
 * by pair of keys. In come settings and charges; out go the bounds that rooms obey, and verdicts.
 */
@NullMarked
package io.gunrelay.relay.limits;

import org.jspecify.annotations.NullMarked;
