/**
 * Where the fleet's hosts lead. In: a {@link io.gunrelay.operator.traffic.Split}, what relays of
 * each region and colour are to get of new connections. Out: the Services that a host leads to. One
 * interface, {@link io.gunrelay.operator.traffic.Traffic}, and an implementation for each kind of
 * entry. Connections that are open stay where they are whatever is written here.
 */
@NullMarked
package io.gunrelay.operator.traffic;

import org.jspecify.annotations.NullMarked;
