/** Tests of what a plan shows. */
@NullMarked
package io.gunrelay.kubectl.plan;

import org.jspecify.annotations.NullMarked;
