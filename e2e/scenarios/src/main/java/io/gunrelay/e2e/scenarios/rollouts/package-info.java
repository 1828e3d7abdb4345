/** Scenarios of versions that come and go under clients, and what watches them. */
@NullMarked
package io.gunrelay.e2e.scenarios.rollouts;

import org.jspecify.annotations.NullMarked;
