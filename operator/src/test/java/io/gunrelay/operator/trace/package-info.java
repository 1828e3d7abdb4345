/** Tests of {@code io.gunrelay.operator.trace}. */
@NullMarked
package io.gunrelay.operator.trace;

import org.jspecify.annotations.NullMarked;
