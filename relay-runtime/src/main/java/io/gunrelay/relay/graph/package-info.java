/**
 * The graph: HAM, shards, subscriptions. In come puts and queries of clients and changes of other
 * relays; out go answers, updates for subscribers and changes for the store. Knows no socket.
 */
@NullMarked
package io.gunrelay.relay.graph;

import org.jspecify.annotations.NullMarked;
