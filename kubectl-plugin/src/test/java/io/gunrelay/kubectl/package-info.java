/** Tests of what is typed and what is answered. */
@NullMarked
package io.gunrelay.kubectl;

import org.jspecify.annotations.NullMarked;
