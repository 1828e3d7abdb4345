/**
 * Switches of failovers as traces, by OpenTelemetry and OTLP over HTTP. In: a switch that is over,
 * with its stopwatch. Out: one trace of it, sent in the background, or lost. Unless an endpoint is
 * set, nothing of OpenTelemetry is loaded.
 */
@NullMarked
package io.gunrelay.operator.trace;

import org.jspecify.annotations.NullMarked;
