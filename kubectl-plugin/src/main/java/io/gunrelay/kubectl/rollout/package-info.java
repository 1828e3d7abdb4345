/**
 * How far a fleet is from one revision to the next, and what people want of it. In: the resource's
 * status. Out: lines for a terminal, and annotations that the operator acts on.
 */
@NullMarked
package io.gunrelay.kubectl.rollout;

import org.jspecify.annotations.NullMarked;
