/**
 * GUN clients on Netty: thousands of WebSocket connections on a few event loops. An endpoint comes
 * in, connections that have shaken hands with the relay come out; messages go to their listeners.
 */
@NullMarked
package io.gunrelay.e2e.loadgen.client;

import org.jspecify.annotations.NullMarked;
