/** Tests of {@code io.gunrelay.operator.config}. */
@NullMarked
package io.gunrelay.operator.config;

import org.jspecify.annotations.NullMarked;
