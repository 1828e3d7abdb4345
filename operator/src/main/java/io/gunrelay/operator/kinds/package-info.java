/**
 * Kinds of other projects that the operator makes and that the client has no types of, with those
 * of their fields that it writes or reads. Data alone; others build and judge it.
 */
@NullMarked
package io.gunrelay.operator.kinds;

import org.jspecify.annotations.NullMarked;
