/** A room with a clock, a mutable field, and a way to the kitchen and back. */
@NullMarked
package io.gunrelay.architecture.house.attic;

import org.jspecify.annotations.NullMarked;
