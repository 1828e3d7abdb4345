/**
 * Tries the entries of fleets that have several regions, as a client of them does. In: the host of
 * each region, and where it is. Out: what observers could use of late; the operator's own trials,
 * and those of relays in other regions where its own failed. All in the background.
 */
@NullMarked
package io.gunrelay.operator.entries;

import org.jspecify.annotations.NullMarked;
