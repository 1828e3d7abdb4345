/**
 * The state machine of a rollout: pure decisions from what is remembered in the resource's status
 * and what is seen now. In: a {@link io.gunrelay.operator.rollout.Course} and a {@link
 * io.gunrelay.operator.rollout.Sight}. Out: the course from now on, what each region's colours are
 * to have of its clients, and which relays hand clients over.
 */
@NullMarked
package io.gunrelay.operator.rollout;

import org.jspecify.annotations.NullMarked;
