/** Immutable bytes: the one type in which values travel from the wire to the disk and back. */
@NullMarked
package io.gunrelay.relay.bytes;

import org.jspecify.annotations.NullMarked;
