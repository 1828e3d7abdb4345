/**
 * The way of sampled puts through the relay and on to others. Rooms say how far a put is; what
 * becomes of that is for who implements {@link io.gunrelay.relay.trace.Traces}.
 */
@NullMarked
package io.gunrelay.relay.trace;

import org.jspecify.annotations.NullMarked;
