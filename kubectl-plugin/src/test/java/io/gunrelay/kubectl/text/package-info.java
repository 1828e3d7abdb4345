/** Tests of how things are written. */
@NullMarked
package io.gunrelay.kubectl.text;

import org.jspecify.annotations.NullMarked;
