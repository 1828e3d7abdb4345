package io.gunrelay.relay.trace.otlp;

import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import java.time.Duration;

/** Spans that wait to be sent together. What does not fit is counted: the library would not say. */
final class BoundedQueue implements SpanProcessor {
  private static final int MAX_WAITING = 4_096;
  private static final Duration EVERY = Duration.ofSeconds(1);

  private final CountingExporter exporter;
  private final BatchSpanProcessor batches;

  BoundedQueue(CountingExporter exporter) {
    this.exporter = exporter;
    batches =
        BatchSpanProcessor.builder(exporter)
            .setMaxQueueSize(MAX_WAITING)
            .setScheduleDelay(EVERY)
            .build();
  }

  @Override
  public void onStart(Context parent, ReadWriteSpan span) {}

  @Override
  public boolean isStartRequired() {
    return false;
  }

  @Override
  public void onEnd(ReadableSpan span) {
    if (exporter.admit(MAX_WAITING)) {
      batches.onEnd(span);
    }
  }

  @Override
  public boolean isEndRequired() {
    return true;
  }

  @Override
  public CompletableResultCode shutdown() {
    return batches.shutdown();
  }

  @Override
  public CompletableResultCode forceFlush() {
    return batches.forceFlush();
  }
}
