package io.gunrelay.operator.trace;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes spans of switches; a thread of the library's sends them. */
final class OtlpTraces implements Traces {

  private static final Logger LOG = LoggerFactory.getLogger(OtlpTraces.class);

  private static final int CLOSE_SECONDS = 2;

  // Held on to, since Java's loggers are forgotten with their level.
  private final java.util.logging.Logger library =
      java.util.logging.Logger.getLogger("io.opentelemetry");

  private final Ids ids = new Ids();
  private final OpenTelemetrySdk sdk;
  private final Tracer tracer;

  private OtlpTraces(Asked asked, Self self) {
    // It would say the same as the exporter below, with a stack.
    library.setLevel(Level.OFF);
    sdk =
        AutoConfiguredOpenTelemetrySdk.builder()
            .disableShutdownHook()
            .addPropertiesCustomizer(config -> asked.properties(self))
            .addTracerProviderCustomizer((provider, config) -> provider.setIdGenerator(ids))
            .addSpanExporterCustomizer(
                (exporter, config) -> new LossesTold(exporter, asked.endpoint(), System::nanoTime))
            .build()
            .getOpenTelemetrySdk();
    tracer = sdk.getTracer("io.gunrelay.operator");
  }

  static Traces begin(Asked asked, Self self) {
    var refusal = asked.refusal();
    if (refusal.isPresent()) {
      return none(refusal.get());
    }
    try {
      var traces = new OtlpTraces(asked, self);
      LOG.info("Traces of failovers go to {}", asked.endpoint());
      return traces;
    } catch (RuntimeException e) {
      return none(Why.of(e));
    }
  }

  private static Traces none(String why) {
    LOG.warn("There are no traces of failovers, as the variables OTEL_… cannot be used: {}", why);
    return NONE;
  }

  @Override
  public synchronized void tell(Switchover over) {
    ids.begin(over);
    var root =
        tracer
            .spanBuilder("failover")
            .setNoParent()
            .setStartTimestamp(over.begun())
            .setAllAttributes(attributes(over))
            .startSpan();
    var inside = Context.root().with(root);
    for (var part : over.parts()) {
      tracer
          .spanBuilder(part.name())
          .setParent(inside)
          .setStartTimestamp(part.begun())
          .startSpan()
          .end(part.ended());
    }
    root.end(over.ended());
  }

  private static Attributes attributes(Switchover over) {
    return Attributes.builder()
        .put("gunrelay.namespace", over.namespace())
        .put("gunrelay.name", over.name())
        .put("gunrelay.from", over.from())
        .put("gunrelay.to", over.to())
        .put("gunrelay.asked", over.asked())
        .put("gunrelay.message", over.message())
        .put("gunrelay.verified", over.verified())
        .build();
  }

  @Override
  public void close() {
    sdk.shutdown().join(CLOSE_SECONDS, TimeUnit.SECONDS);
  }
}
