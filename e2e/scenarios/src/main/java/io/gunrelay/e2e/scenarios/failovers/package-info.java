/** What becomes of clients when a region goes, and when it comes back. */
@NullMarked
package io.gunrelay.e2e.scenarios.failovers;

import org.jspecify.annotations.NullMarked;
