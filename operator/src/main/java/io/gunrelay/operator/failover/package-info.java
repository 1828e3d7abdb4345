/**
 * Decides which region serves whose clients when regions fail. In: what is remembered of a fleet's
 * regions ({@link io.gunrelay.operator.failover.Course}) and what is seen of them now ({@link
 * io.gunrelay.operator.failover.Sight}). Out: what is remembered next, where each region's clients
 * go, and why ({@link io.gunrelay.operator.failover.Ruling}). Pure: no clock and no client in
 * sight.
 *
 * <p>Several observers have to agree before anything moves: the operator, and most of the relays in
 * other regions. Whoever is alone with a view may be the one who is cut off.
 */
@NullMarked
package io.gunrelay.operator.failover;

import org.jspecify.annotations.NullMarked;
