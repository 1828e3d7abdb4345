/** Tests of {@code io.gunrelay.kubectl.status}. */
@NullMarked
package io.gunrelay.kubectl.status;

import org.jspecify.annotations.NullMarked;
