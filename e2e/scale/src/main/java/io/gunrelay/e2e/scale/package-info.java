/**
 * The scale bench: one operator, a thousand fleets, a real API server, and nodes that are played.
 */
@NullMarked
package io.gunrelay.e2e.scale;

import org.jspecify.annotations.NullMarked;
