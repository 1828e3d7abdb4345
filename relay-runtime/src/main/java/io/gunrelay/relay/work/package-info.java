/**
 * How work crosses threads: in batches, in order, to one owner. In comes work from any thread; out
 * it goes to the thread that owns what the work is about. Time is one of the owners.
 */
@NullMarked
package io.gunrelay.relay.work;

import org.jspecify.annotations.NullMarked;
