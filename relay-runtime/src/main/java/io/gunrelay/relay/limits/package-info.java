/**
 * How much of everything a client may take. In come settings; out go the bounds that rooms obey.
 */
@NullMarked
package io.gunrelay.relay.limits;

import org.jspecify.annotations.NullMarked;
