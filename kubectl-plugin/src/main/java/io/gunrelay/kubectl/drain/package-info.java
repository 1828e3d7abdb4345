/**
 * Has relays hand their clients over and be replaced, one after the other. In: a fleet, and which
 * relays. Out: evictions, and lines that say how far it is.
 */
@NullMarked
package io.gunrelay.kubectl.drain;

import org.jspecify.annotations.NullMarked;
