/** A room that knows no other. */
@NullMarked
package io.gunrelay.architecture.house.cellar;

import org.jspecify.annotations.NullMarked;
