/** Tests of {@code io.gunrelay.operator.relays}. */
@NullMarked
package io.gunrelay.operator.relays;

import org.jspecify.annotations.NullMarked;
