/**
 * HTTP and WebSocket on Netty. In come sockets; what clients say goes to the graph, its answers and
 * updates go back, what is pending for a connection as one frame. Each connection belongs to one
 * event loop, and all its state is touched by that loop alone.
 */
@NullMarked
package io.gunrelay.relay.transport;

import org.jspecify.annotations.NullMarked;
