/** The load generator: many GUN clients in one process. */
@NullMarked
package io.gunrelay.e2e.loadgen;

import org.jspecify.annotations.NullMarked;
