/**
 * What relays of a fleet know each other by, an authority and a certificate of it, and tokens of
 * those who may give them orders. In: what the fleet's Secrets hold, the time, chance. Out: what
 * they are to hold, and why that is something else.
 */
@NullMarked
package io.gunrelay.operator.credentials;

import org.jspecify.annotations.NullMarked;
