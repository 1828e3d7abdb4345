/**
 * Makes the cluster match a plan by server-side apply. In: a plan. Out: an {@code Outcome}: what
 * was written and what failed. Nothing is written when nothing differs.
 */
@NullMarked
package io.gunrelay.operator.apply;

import org.jspecify.annotations.NullMarked;
