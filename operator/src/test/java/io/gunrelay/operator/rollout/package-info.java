@NullMarked
package io.gunrelay.operator.rollout;

import org.jspecify.annotations.NullMarked;
