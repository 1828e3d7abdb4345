/**
 * The log: lines on standard output, as text or as JSON. Everybody logs through {@link
 * java.lang.System.Logger}; what is logged never holds what clients stored.
 */
@NullMarked
package io.gunrelay.relay.logging;

import org.jspecify.annotations.NullMarked;
