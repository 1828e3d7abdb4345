/** The operator: observe, decide, apply, report. */
@NullMarked
package io.gunrelay.operator;

import org.jspecify.annotations.NullMarked;
