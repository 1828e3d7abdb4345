/** Tests of the operator as a whole, against a real API server. */
@NullMarked
package io.gunrelay.operator;

import org.jspecify.annotations.NullMarked;
