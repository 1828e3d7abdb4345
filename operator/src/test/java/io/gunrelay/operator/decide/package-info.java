/** Tests of {@code io.gunrelay.operator.decide}. */
@NullMarked
package io.gunrelay.operator.decide;

import org.jspecify.annotations.NullMarked;
