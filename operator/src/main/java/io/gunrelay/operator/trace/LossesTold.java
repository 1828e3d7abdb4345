package io.gunrelay.operator.trace;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in one line now and then that a collector does not take what it is sent. Thread-safe. */
final class LossesTold implements SpanExporter {

  private static final Logger LOG = LoggerFactory.getLogger(LossesTold.class);
  private static final long QUIET_NS = Duration.ofMinutes(5).toNanos();

  private final SpanExporter to;
  private final String endpoint;
  private final LongSupplier nanoTime;
  private final LongAdder lost = new LongAdder();
  private final AtomicLong dueNs;

  /**
   * Sends what it is given there.
   *
   * @param endpoint as it is set, for whoever reads the line
   */
  LossesTold(SpanExporter to, String endpoint, LongSupplier nanoTime) {
    this.to = to;
    this.endpoint = endpoint;
    this.nanoTime = nanoTime;
    this.dueNs = new AtomicLong(nanoTime.getAsLong());
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    var count = spans.size();
    var result = to.export(spans);
    return result.whenComplete(() -> {
      if (!result.isSuccess()) {
        lost.add(count);
        complain(result.getFailureThrowable());
      }
    });
  }

  private void complain(@Nullable Throwable failure) {
    var now = nanoTime.getAsLong();
    var due = dueNs.get();
    if (now - due >= 0 && dueNs.compareAndSet(due, now + QUIET_NS)) {
      LOG.warn(
          "{} does not take traces of failovers ({}): {} spans are lost so far, and nothing else."
              + " Check OTEL_EXPORTER_OTLP_ENDPOINT",
          endpoint,
          Why.of(failure),
          lost.sum());
    }
  }

  @Override
  public CompletableResultCode flush() {
    return to.flush();
  }

  @Override
  public CompletableResultCode shutdown() {
    return to.shutdown();
  }
}
