/**
 * Counts and durations that cost next to nothing to take. In come figures, from any thread; out go
 * histograms and estimates, for whoever scrapes.
 */
@NullMarked
package io.gunrelay.relay.measure;

import org.jspecify.annotations.NullMarked;
