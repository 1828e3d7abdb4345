/**
 * Parts of the relay under JMH, each alone: what a change to one of them costs or saves. Runs of
 * the whole, beside other relays, are the load generator's.
 */
@NullMarked
package io.gunrelay.benchmarks;

import org.jspecify.annotations.NullMarked;
