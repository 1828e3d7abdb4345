/** The command line of the demo. */
@NullMarked
package io.gunrelay.e2e.local;

import org.jspecify.annotations.NullMarked;
