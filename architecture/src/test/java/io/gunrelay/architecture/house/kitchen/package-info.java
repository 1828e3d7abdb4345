/** A room above the cellar. */
@NullMarked
package io.gunrelay.architecture.house.kitchen;

import org.jspecify.annotations.NullMarked;
