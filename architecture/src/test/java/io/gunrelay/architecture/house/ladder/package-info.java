/** The way back. */
@NullMarked
package io.gunrelay.architecture.house.ladder;

import org.jspecify.annotations.NullMarked;
