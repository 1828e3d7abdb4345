/**
 * The load generator: many GUN clients in one process. A command line comes in; what was measured
 * goes out, for people or as JSON.
 */
@NullMarked
package io.gunrelay.e2e.loadgen;

import org.jspecify.annotations.NullMarked;
