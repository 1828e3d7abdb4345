package io.gunrelay.relay.trace.otlp;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/** Counts what a collector takes and what it does not, and says so now and then. */
final class CountingExporter implements SpanExporter {
  private static final Logger LOG = System.getLogger(OtlpTraces.class.getName());
  private static final long QUIET_NS = Duration.ofMinutes(5).toNanos();

  private final SpanExporter to;
  private final URI endpoint;
  private final Clocks clocks;
  private final LongAdder exported = new LongAdder();
  private final LongAdder lost = new LongAdder();
  private final AtomicInteger waiting = new AtomicInteger();
  private final AtomicLong nextWarningNs;

  CountingExporter(SpanExporter to, URI endpoint, Clocks clocks) {
    this.to = to;
    this.endpoint = endpoint;
    this.clocks = clocks;
    nextWarningNs = new AtomicLong(clocks.nanoTime().getAsLong());
  }

  long exported() {
    return exported.sum();
  }

  long lost() {
    return lost.sum();
  }

  /** Makes room for a span; false, and it is counted as lost, when too many wait. */
  boolean admit(int maxWaiting) {
    if (waiting.incrementAndGet() <= maxWaiting) {
      return true;
    }
    waiting.decrementAndGet();
    lost.increment();
    return false;
  }

  @Override
  public CompletableResultCode export(Collection<SpanData> spans) {
    int count = spans.size();
    CompletableResultCode result = to.export(spans);
    return result.whenComplete(() -> {
      waiting.addAndGet(-count);
      if (result.isSuccess()) {
        exported.add(count);
      } else {
        lost.add(count);
        warn();
      }
    });
  }

  private void warn() {
    long now = clocks.nanoTime().getAsLong();
    long due = nextWarningNs.get();
    if (now - due >= 0 && nextWarningNs.compareAndSet(due, now + QUIET_NS)) {
      LOG.log(
          Level.WARNING,
          "The collector at {0} does not take traces; {1} spans are lost so far. The relay goes on"
              + " without. Check --tracing-endpoint.",
          endpoint,
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
