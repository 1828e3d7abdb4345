/**
 * Many relays in one thread: the real graph, journal and sessions on simulated disks, threads,
 * links and time. One seed decides everything that happens, and in which order.
 */
@NullMarked
package io.gunrelay.relay.replication.simulation;

import org.jspecify.annotations.NullMarked;
