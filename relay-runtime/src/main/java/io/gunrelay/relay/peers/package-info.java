/**
 * Plain GUN between relays: what clients of this relay ask for is asked of each peer once, what
 * they change is passed on, and what a peer says is taken as a client's. In come graph and lines of
 * text; out go messages. Knows no socket.
 */
@NullMarked
package io.gunrelay.relay.peers;

import org.jspecify.annotations.NullMarked;
