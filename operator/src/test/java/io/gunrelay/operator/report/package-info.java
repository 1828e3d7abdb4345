/** Tests of {@code io.gunrelay.operator.report}. */
@NullMarked
package io.gunrelay.operator.report;

import org.jspecify.annotations.NullMarked;
