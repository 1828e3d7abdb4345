/** Scenarios of the operator itself: killed, restarted, kept to a namespace. */
@NullMarked
package io.gunrelay.e2e.scenarios.operators;

import org.jspecify.annotations.NullMarked;
