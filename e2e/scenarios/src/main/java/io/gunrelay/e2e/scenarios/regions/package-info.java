/** Scenarios of several regions and clusters, and of nodes that die or are cut off. */
@NullMarked
package io.gunrelay.e2e.scenarios.regions;

import org.jspecify.annotations.NullMarked;
