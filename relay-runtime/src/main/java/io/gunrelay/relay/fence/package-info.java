/**
 * Decides when a relay must not acknowledge puts by itself: its region has been heard by nobody for
 * too long, or another one serves its clients.
 */
@NullMarked
package io.gunrelay.relay.fence;

import org.jspecify.annotations.NullMarked;
