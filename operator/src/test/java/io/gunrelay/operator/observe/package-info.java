/** How what was observed is held. */
@NullMarked
package io.gunrelay.operator.observe;

import org.jspecify.annotations.NullMarked;
