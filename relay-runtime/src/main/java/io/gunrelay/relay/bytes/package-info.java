/**
 * Immutable bytes: the one type in which values travel from the wire to the disk and back; and the
 * text of numbers as JavaScript prints it, by which values are compared.
 */
@NullMarked
package io.gunrelay.relay.bytes;

import org.jspecify.annotations.NullMarked;
