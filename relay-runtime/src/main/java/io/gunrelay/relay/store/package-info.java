/**
 * The graph on disk. In come transactions of changes; out come commits, each synced once for all
 * that waited, and the rows that were asked for. What is on disk has been synced: nothing else is
 * ever read, acknowledged or replicated.
 */
@NullMarked
package io.gunrelay.relay.store;

import org.jspecify.annotations.NullMarked;
