/**
 * Traces by OpenTelemetry, sent to a collector by OTLP over HTTP. Nothing of this room is loaded
 * unless tracing is on.
 */
@NullMarked
package io.gunrelay.relay.trace.otlp;

import org.jspecify.annotations.NullMarked;
