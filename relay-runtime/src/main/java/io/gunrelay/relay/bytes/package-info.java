/**
 * Immutable bytes: the one type in which values travel from the wire to the disk and back; and what
 * JavaScript makes of texts and numbers, by which values are compared and names are ordered.
 */
@NullMarked
package io.gunrelay.relay.bytes;

import org.jspecify.annotations.NullMarked;
