package io.gunrelay.operator.trace;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.trace.v1.ResourceSpans;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Takes traces by OTLP over HTTP, and keeps them. */
public final class TraceCollector implements AutoCloseable {

  private final HttpServer server;
  private final List<ResourceSpans> taken = new CopyOnWriteArrayList<>();
  private final List<HttpExchange> requests = new CopyOnWriteArrayList<>();
  private volatile int status = 200;

  /** Listens at some port of this machine. */
  public TraceCollector() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  private void take(HttpExchange request) throws IOException {
    var body = ExportTraceServiceRequest.parseFrom(request.getRequestBody());
    requests.add(request);
    if (status == 200) {
      taken.addAll(body.getResourceSpansList());
    }
    request.sendResponseHeaders(status, -1);
    request.close();
  }

  /** Takes nothing from now on, and answers with this. */
  void refuses(int with) {
    status = with;
  }

  String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Who sends it traces, and soon. */
  public Traces sender() {
    return Traces.by(
        Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint(), "OTEL_BSP_SCHEDULE_DELAY", "50"),
        new Traces.Self("operator-1", "1.0.0"));
  }

  List<ResourceSpans> taken() {
    return taken;
  }

  List<HttpExchange> requests() {
    return requests;
  }

  /** All spans that came, those of refused requests left out. */
  public List<Span> spans() {
    return taken.stream()
        .flatMap(resource -> resource.getScopeSpansList().stream())
        .flatMap(scope -> scope.getSpansList().stream())
        .toList();
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
