/** Tests of {@code io.gunrelay.kubectl.rollout}. */
@NullMarked
package io.gunrelay.kubectl.rollout;

import org.jspecify.annotations.NullMarked;
