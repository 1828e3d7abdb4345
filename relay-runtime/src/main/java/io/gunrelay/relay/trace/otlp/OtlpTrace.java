package io.gunrelay.relay.trace.otlp;

import io.gunrelay.relay.trace.Stage;
import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.trace.TraceContext;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;

/** A put's span with one below it for each stage. No span tells anything of what was put. */
final class OtlpTrace implements Trace {
  private final Tracer tracer;
  private final Span span;
  private final Context inside;
  private final TraceContext context;
  private final Clocks clocks;
  private final long epochNs;
  private volatile long stageBeganNs;
  private volatile long mergedNs;

  private OtlpTrace(Tracer tracer, Span span, Clocks clocks, long epochNs, long beganNs) {
    this.tracer = tracer;
    this.span = span;
    this.clocks = clocks;
    this.epochNs = epochNs;
    this.stageBeganNs = beganNs;
    this.mergedNs = beganNs;
    inside = Context.root().with(span);
    context =
        TraceContext.parse(span.getSpanContext().getTraceId(), span.getSpanContext().getSpanId());
  }

  static OtlpTrace begin(Tracer tracer, SpanBuilder outer, Clocks clocks, long beganNs) {
    long epochNs = clocks.epochNs();
    Span span = outer.setStartTimestamp(epochNs + beganNs, TimeUnit.NANOSECONDS).startSpan();
    return new OtlpTrace(tracer, span, clocks, epochNs, beganNs);
  }

  @Override
  public TraceContext context() {
    return context;
  }

  @Override
  public void ended(Stage stage) {
    long now = clocks.nanoTime().getAsLong();
    inner(stage, stageBeganNs, now).end(epochNs + now, TimeUnit.NANOSECONDS);
    stageBeganNs = now;
    if (stage == Stage.MERGE) {
      mergedNs = now;
    }
  }

  @Override
  public void sentTo(int clients) {
    long now = clocks.nanoTime().getAsLong();
    inner(Stage.FAN_OUT, mergedNs, now)
        .setAttribute("gunrelay.clients", clients)
        .end(epochNs + now, TimeUnit.NANOSECONDS);
  }

  @Override
  public void refused() {
    span.setStatus(StatusCode.ERROR, "refused");
    end();
  }

  @Override
  public void end() {
    span.end(epochNs + clocks.nanoTime().getAsLong(), TimeUnit.NANOSECONDS);
  }

  private Span inner(Stage stage, long beganNs, long endedNs) {
    return tracer
        .spanBuilder(stage.label())
        .setParent(inside)
        .setStartTimestamp(epochNs + Math.min(beganNs, endedNs), TimeUnit.NANOSECONDS)
        .startSpan();
  }
}
