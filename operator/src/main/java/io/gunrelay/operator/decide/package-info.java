/**
 * Turns fleet and observation into a {@code Plan}, and plan and observation into a {@code Verdict}:
 * pure functions, each decision with its reason. No client, no clock, no I/O.
 */
@NullMarked
package io.gunrelay.operator.decide;

import org.jspecify.annotations.NullMarked;
