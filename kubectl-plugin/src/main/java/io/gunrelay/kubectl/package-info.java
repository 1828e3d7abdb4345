/**
 * The command line of {@code kubectl gunrelay}: what it takes, and what it ends with. In:
 * arguments. Out: text and an exit code.
 */
@NullMarked
package io.gunrelay.kubectl;

import org.jspecify.annotations.NullMarked;
