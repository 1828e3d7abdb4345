/**
 * How fleets do: what the operator says of them, what their relays say, what was told of late. In:
 * the way to a cluster. Out: text or JSON, and whether all are ready.
 */
@NullMarked
package io.gunrelay.kubectl.status;

import org.jspecify.annotations.NullMarked;
