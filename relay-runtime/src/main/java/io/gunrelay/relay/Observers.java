package io.gunrelay.relay;

import io.gunrelay.relay.audit.Destinations;
import io.gunrelay.relay.audit.EventLog;
import io.gunrelay.relay.config.ObserveConfig;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.logging.LogCounts;
import io.gunrelay.relay.measure.ActiveUsers;
import io.gunrelay.relay.measure.Timings;
import io.gunrelay.relay.trace.Traces;
import io.gunrelay.relay.trace.otlp.Clocks;
import io.gunrelay.relay.trace.otlp.OtlpTraces;
import io.gunrelay.relay.transport.Observation;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.ToDoubleFunction;

/**
 * Who watches the relay's work: histograms, traces, logs of events, the count of users. Close it
 * after everything that is watched.
 */
record Observers(
    Timings timings,
    Traces traces,
    EventLog access,
    EventLog audit,
    ActiveUsers users,
    LogCounts logged,
    InstantSource clock)
    implements AutoCloseable {

  /**
   * Opens what is configured.
   *
   * @param seed random
   * @throws StartException if a log's file cannot be written
   */
  static Observers open(
      RelayConfig config, String version, InstantSource clock, LongSupplier nanoTime, long seed)
      throws StartException {
    ObserveConfig observe = config.observe();
    Destinations logs = new Destinations(System.out, observe.logFileBytes(), clock);
    EventLog access = open(logs, "access", Option.ACCESS_LOG, observe.accessLog());
    EventLog audit = open(logs, "audit", Option.AUDIT_LOG, observe.auditLog());
    return new Observers(
        new Timings(),
        traces(config, version, new Clocks(clock, nanoTime)),
        access,
        audit,
        new ActiveUsers(clock, seed),
        LogCounts.begin(),
        clock);
  }

  private static EventLog open(Destinations logs, String name, Option option, String where)
      throws StartException {
    try {
      return logs.open(name, where);
    } catch (IOException | RuntimeException e) {
      throw new StartException(
          ExitCode.USAGE,
          "the %s log %s cannot be written (%s); name another file with %s, or make it writable"
              .formatted(name, where, e, option.flag()),
          e);
    }
  }

  private static Traces traces(RelayConfig config, String version, Clocks clocks) {
    ObserveConfig observe = config.observe();
    if (observe.tracingEndpoint().isEmpty()) {
      return Traces.NONE;
    }
    return new OtlpTraces(
        observe.tracingEndpoint().get(),
        observe.tracingSampleRatio(),
        new OtlpTraces.Self(config.name(), config.replication().region(), version),
        () -> ThreadLocalRandom.current().nextDouble(),
        clocks);
  }

  /** For the port of the clients. */
  Observation ofClients() {
    return new Observation(timings, traces, access, audit, clock);
  }

  /** Shows what was measured. */
  void bind(PrometheusMeterRegistry registry) {
    Histograms.bind(timings, registry.getPrometheusRegistry());
    users(registry, "5m", () -> users.inMinutes(5));
    users(registry, "1h", () -> users.inMinutes(60));
    users(registry, "24h", () -> users.inHours(24));
    for (EventLog log : List.of(access, audit)) {
      FunctionCounter.builder("gunrelay.log.lines", log, EventLog::written)
          .description("Lines of the access and the audit log")
          .tag("log", log.name())
          .register(registry);
      FunctionCounter.builder("gunrelay.log.lines.dropped", log, EventLog::dropped)
          .description("Lines of these logs that came too fast, or could not be written")
          .tag("log", log.name())
          .register(registry);
    }
    logged(registry, "error", LogCounts::errors);
    logged(registry, "warning", LogCounts::warnings);
    spans(registry, "exported", traces, Traces::exported);
    spans(registry, "lost", traces, Traces::lost);
  }

  private void logged(
      PrometheusMeterRegistry registry, String level, ToDoubleFunction<LogCounts> figure) {
    FunctionCounter.builder("gunrelay.log.messages", logged, figure)
        .description("What the relay logged that somebody should look at")
        .tag("level", level)
        .register(registry);
  }

  private static void spans(
      PrometheusMeterRegistry registry,
      String outcome,
      Traces traces,
      ToDoubleFunction<Traces> figure) {
    FunctionCounter.builder("gunrelay.trace.spans", traces, figure)
        .description("Spans of traces that the collector has taken, or that are lost")
        .tag("outcome", outcome)
        .register(registry);
  }

  private static void users(PrometheusMeterRegistry registry, String window, DoubleSupplier count) {
    Gauge.builder("gunrelay.active.users", count, DoubleSupplier::getAsDouble)
        .description("Public keys that signed values lately, about (standard error 2.3 %)")
        .tag("window", window)
        .strongReference(true)
        .register(registry);
  }

  @Override
  public void close() {
    traces.close();
    access.close();
    audit.close();
    logged.close();
  }
}
