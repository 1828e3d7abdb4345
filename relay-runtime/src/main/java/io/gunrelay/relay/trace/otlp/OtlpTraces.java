package io.gunrelay.relay.trace.otlp;

import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.trace.TraceContext;
import io.gunrelay.relay.trace.Traces;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends a part of the puts' traces to a collector. What it does not take is counted and dropped.
 */
public final class OtlpTraces implements Traces {
  /**
   * Who says it, as every span's resource.
   *
   * @param name of the relay
   */
  public record Self(String name, String region, String version) {}

  private static final String SERVICE = "gunrelay";
  private static final String PATH = "/v1/traces";
  private static final Duration CONNECT = Duration.ofSeconds(2);
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int CLOSE_SECONDS = 2;

  private final double ratio;
  private final DoubleSupplier chance;
  private final Clocks clocks;
  private final CountingExporter exporter;
  private final SdkTracerProvider provider;
  private final Tracer tracer;
  // Held on to, since Java's loggers are forgotten with their level.
  private final Logger library = Logger.getLogger("io.opentelemetry");

  /**
   * Begins.
   *
   * @param endpoint the collector's URL; without a path, OTLP's own is taken
   * @param ratio how many of the puts are traced, 0 to 1
   * @param chance random numbers from 0 to 1; by any thread
   */
  public OtlpTraces(URI endpoint, double ratio, Self self, DoubleSupplier chance, Clocks clocks) {
    this.ratio = ratio;
    this.chance = chance;
    this.clocks = clocks;
    // It would say the same as the exporter below, with a stack.
    library.setLevel(Level.OFF);
    exporter =
        new CountingExporter(
            OtlpHttpSpanExporter.builder()
                .setEndpoint(withPath(endpoint))
                .setConnectTimeout(CONNECT)
                .setTimeout(TIMEOUT)
                .setRetryPolicy(null)
                .build(),
            endpoint,
            clocks);
    provider =
        SdkTracerProvider.builder()
            .setResource(resource(self))
            // Whether a put is traced is decided before anything is made for it.
            .setSampler(Sampler.alwaysOn())
            .addSpanProcessor(new BoundedQueue(exporter))
            .build();
    tracer = provider.get(SERVICE);
  }

  @Override
  public @Nullable Trace begin(long beganNs) {
    if (chance.getAsDouble() >= ratio) {
      return null;
    }
    return OtlpTrace.begin(
        tracer,
        tracer.spanBuilder("put").setSpanKind(SpanKind.SERVER).setNoParent(),
        clocks,
        beganNs);
  }

  @Override
  public Trace goOn(TraceContext from) {
    SpanContext remote =
        SpanContext.createFromRemoteParent(
            from.traceId(), from.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
    return OtlpTrace.begin(
        tracer,
        tracer
            .spanBuilder("replicated put")
            .setSpanKind(SpanKind.CONSUMER)
            .setParent(Context.root().with(Span.wrap(remote))),
        clocks,
        clocks.nanoTime().getAsLong());
  }

  @Override
  public long exported() {
    return exporter.exported();
  }

  @Override
  public long lost() {
    return exporter.lost();
  }

  /** Sends what waits, for as long as a collector may be waited for. */
  @Override
  public void close() {
    provider.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }

  private static String withPath(URI endpoint) {
    String path = endpoint.getPath();
    return path == null || path.isEmpty() || path.equals("/")
        ? endpoint.resolve(PATH).toString()
        : endpoint.toString();
  }

  private static Resource resource(Self self) {
    return Resource.create(
        Attributes.of(
            AttributeKey.stringKey("service.name"),
            SERVICE,
            AttributeKey.stringKey("service.version"),
            self.version(),
            AttributeKey.stringKey("service.instance.id"),
            self.name(),
            AttributeKey.stringKey("gunrelay.region"),
            self.region()));
  }
}
