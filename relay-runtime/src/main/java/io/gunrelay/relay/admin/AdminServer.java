package io.gunrelay.relay.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.trial.TrialClient;
import io.gunrelay.relay.audit.Event;
import io.gunrelay.relay.audit.EventLog;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.fence.Fence;
import io.gunrelay.relay.tls.PortTls;
import io.gunrelay.relay.transport.EventLoops;
import io.gunrelay.relay.transport.HttpAnswer;
import io.gunrelay.relay.transport.HttpPort;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Answers probes, metrics and the report, and takes orders to drain and to try entries. Has a
 * thread of its own, so that it answers while clients keep the others busy.
 */
public final class AdminServer implements AutoCloseable {
  private static final Logger LOG = System.getLogger(AdminServer.class.getName());
  private static final Set<String> PROBES =
      Set.of(AdminPort.LIVE, AdminPort.READY, AdminPort.STARTED);
  private static final String OPEN_METRICS =
      "application/openmetrics-text; version=1.0.0; charset=utf-8";
  private static final int LONGEST_COMMAND = 64;
  private static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";

  private final EventLoops loop = new EventLoops("admin", 1);
  private final PortTls tls;
  private final Health health;
  private final PrometheusMeterRegistry registry;
  private final Supplier<RegionReport> report;
  // Made when the first report is asked for: a start has no time for it.
  private final Lazy<ObjectMapper> json = new Lazy<>(JsonAnswer::mapper);
  private final DrainCommands drain;
  private final Fence fence;
  private final TrialCommand trials;
  private final EventLog audit;
  private final Orderers orderers;

  /**
   * Prepares the server; {@link #listen} opens it.
   *
   * @param fence told what operators say who ask for the report
   * @param client tries entries
   * @param orderers whose orders are carried out
   */
  public AdminServer(
      PortTls tls,
      Health health,
      PrometheusMeterRegistry registry,
      Supplier<RegionReport> report,
      Drains drains,
      Fence fence,
      TrialClient client,
      EventLog audit,
      Orderers orderers) {
    this.tls = tls;
    this.health = health;
    this.registry = registry;
    this.report = report;
    this.fence = fence;
    this.audit = audit;
    this.orderers = orderers;
    drain = new DrainCommands(drains, json);
    trials = new TrialCommand(client, json);
  }

  /**
   * Starts to listen.
   *
   * @return the port, which is the one asked for unless that was 0
   * @throws IOException when the address cannot be had
   */
  public int listen(InetSocketAddress address) throws IOException {
    return HttpPort.listen(loop, address, tls, this::answer);
  }

  private void answer(FullHttpRequest request, HttpPort.Caller caller, Consumer<HttpAnswer> then) {
    Optional<HttpAnswer> refusal = refuse(request, caller);
    if (refusal.isPresent()) {
      then.accept(refusal.get());
    } else if (isReading(request)) {
      if (path(request).equals(AdminPort.REPORT)) {
        hear(request.headers(), caller);
      }
      then.accept(answer(request));
    } else {
      // The method is a stranger's word, too.
      String whole = request.method().name() + " " + path(request);
      String command = whole.substring(0, Math.min(whole.length(), LONGEST_COMMAND));
      obey(
          request,
          answer -> {
            audit.add(new Event.Commanded(command, caller.text(), answer.status().toString()));
            then.accept(answer);
          });
    }
  }

  private void obey(FullHttpRequest request, Consumer<HttpAnswer> then) {
    if (path(request).equals(AdminPort.TRY)) {
      trials.answer(request, then);
    } else {
      then.accept(answer(request));
    }
  }

  /** Whoever probes, such as a kubelet, has no certificate. */
  private Optional<HttpAnswer> refuse(FullHttpRequest request, HttpPort.Caller caller) {
    if (!caller.known() && !PROBES.contains(path(request))) {
      audit.add(new Event.Refused("admin", "certificate", 0, caller.text(), ""));
      return Optional.of(
          HttpAnswer.text(
              HttpResponseStatus.FORBIDDEN,
              "Show a client certificate of an authority in --admin-tls-ca; without one there are"
                  + " only probes."));
    }
    if (!isReading(request)) {
      Optional<Orderers.Refusal> refusal = orderers.refuse(request.headers(), caller);
      if (refusal.isPresent()) {
        Orderers.Refusal refused = refusal.get();
        audit.add(new Event.Refused("admin", refused.rule(), 0, caller.text(), ""));
        return Optional.of(HttpAnswer.text(refused.status(), refused.message()));
      }
    }
    return Optional.empty();
  }

  /** Who asks for the report and may give orders is an operator. */
  private void hear(HttpHeaders headers, HttpPort.Caller caller) {
    String leases = headers.get(AdminPort.LEASES_HEADER);
    if (leases == null || orderers.refuse(headers, caller).isPresent()) {
      return;
    }
    try {
      fence.asked(RegionLease.list(leases), headers.get(AdminPort.HEARD_HEADER, ""));
    } catch (IllegalArgumentException e) {
      LOG.log(
          Level.WARNING, "Leases that an operator tells are not understood: {0}", e.getMessage());
    }
  }

  private static boolean isReading(FullHttpRequest request) {
    return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
  }

  private static String path(FullHttpRequest request) {
    String uri = request.uri();
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private HttpAnswer answer(FullHttpRequest request) {
    String path = path(request);
    if (path.equals(AdminPort.DRAIN)) {
      return drain.answer(request);
    }
    if (!isReading(request)) {
      return HttpAnswer.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only GET is answered here.");
    }
    return switch (path) {
      case AdminPort.TRY ->
          HttpAnswer.text(HttpResponseStatus.METHOD_NOT_ALLOWED, "Only POST is answered here.");
      case AdminPort.LIVE -> probe(health.live());
      case AdminPort.READY -> probe(health.ready());
      case AdminPort.STARTED -> probe(health.started());
      case AdminPort.METRICS -> metrics(request.headers().get(HttpHeaderNames.ACCEPT, ""));
      case AdminPort.REPORT -> JsonAnswer.of(HttpResponseStatus.OK, report.get(), json.get());
      default ->
          HttpAnswer.text(
              HttpResponseStatus.NOT_FOUND,
              String.join(
                  " ",
                  "Here are:",
                  AdminPort.LIVE,
                  AdminPort.READY,
                  AdminPort.STARTED,
                  AdminPort.METRICS,
                  AdminPort.REPORT,
                  AdminPort.DRAIN,
                  AdminPort.TRY));
    };
  }

  /** Only OpenMetrics has exemplars. */
  private HttpAnswer metrics(String accept) {
    String form = accept.contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
    return new HttpAnswer(HttpResponseStatus.OK, form, registry.scrape(form));
  }

  private static HttpAnswer probe(Health.Verdict verdict) {
    return HttpAnswer.text(
        verdict.good() ? HttpResponseStatus.OK : HttpResponseStatus.SERVICE_UNAVAILABLE,
        verdict.reason());
  }

  @Override
  public void close() {
    loop.close();
  }
}
