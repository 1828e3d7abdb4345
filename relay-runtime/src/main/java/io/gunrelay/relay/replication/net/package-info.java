/**
 * The sockets of replication: who the peers are, links to them with heartbeats and flow control,
 * and the port where they take what is committed here. All threads here may block.
 */
@NullMarked
package io.gunrelay.relay.replication.net;

import org.jspecify.annotations.NullMarked;
