/** Tests of {@code io.gunrelay.operator.apply}. */
@NullMarked
package io.gunrelay.operator.apply;

import org.jspecify.annotations.NullMarked;
