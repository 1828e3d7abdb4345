/** Tests of {@code io.gunrelay.operator.fleet}. */
@NullMarked
package io.gunrelay.operator.fleet;

import org.jspecify.annotations.NullMarked;
