/**
 * Asks relays for their view of the region over their admin port. In: addresses of pods. Out:
 * {@code RegionReport}s, asked for in the background; nobody waits for a relay.
 */
@NullMarked
package io.gunrelay.operator.relays;

import org.jspecify.annotations.NullMarked;
