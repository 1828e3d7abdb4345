/**
 * Connections to peers: dials them by WebSocket, again and again. In come their URLs; texts go to
 * and fro between them and {@link io.gunrelay.relay.peers}.
 */
@NullMarked
package io.gunrelay.relay.peers.net;

import org.jspecify.annotations.NullMarked;
