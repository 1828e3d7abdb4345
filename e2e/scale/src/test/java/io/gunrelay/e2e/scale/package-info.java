@NullMarked
package io.gunrelay.e2e.scale;

import org.jspecify.annotations.NullMarked;
