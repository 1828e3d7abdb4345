/**
 * The relay as a process: the command line comes in, {@link io.gunrelay.relay.Relay} wires the
 * rooms together, an exit code goes out.
 */
@NullMarked
package io.gunrelay.relay;

import org.jspecify.annotations.NullMarked;
