/**
 * Hands clients over to other relays. In come orders and clients; each client is told once, at a
 * bounded rate, to leave and to dial another URL ({@code mob}); out goes how far that is.
 */
@NullMarked
package io.gunrelay.relay.drain;

import org.jspecify.annotations.NullMarked;
