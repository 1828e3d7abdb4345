package io.gunrelay.relay.transport;

import io.gunrelay.relay.clients.AllowedOrigins;
import io.gunrelay.relay.clients.FleetEntries;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Tells clients of the fleet's entries (RFC 8615): those whose pages may connect. */
final class WellKnown {
  static final String PATH = "/.well-known/gun-relay.json";

  private static final String JSON = "application/json";

  /** Not for long: a region may go at any time. */
  private static final String SECONDS_KEPT = "max-age=10";

  private WellKnown() {}

  /**
   * Answers a request.
   *
   * @param gun the path of GUN
   * @param secure whether TLS ends here
   */
  static HttpAnswer answer(HttpRequest request, Edge edge, String gun, boolean secure) {
    List<String> origins = request.headers().getAll(HttpHeaderNames.ORIGIN);
    if (!request.method().equals(HttpMethod.GET) && !request.method().equals(HttpMethod.HEAD)) {
      return new HttpAnswer(
          HttpResponseStatus.METHOD_NOT_ALLOWED,
          "text/plain; charset=utf-8",
          "Only GET and HEAD are answered here.\n",
          Map.of(HttpHeaderNames.ALLOW.toString(), "GET, HEAD"));
    }
    if (!edge.origins().allow(origins)) {
      return HttpAnswer.text(
          HttpResponseStatus.FORBIDDEN,
          "This page may not connect to this relay; whoever runs it can add its origin to"
              + " --allowed-origins.");
    }
    FleetEntries entries = edge.entries();
    return new HttpAnswer(
        HttpResponseStatus.OK,
        JSON,
        entries.json(
            EntryUrl.of(request, gun, secure),
            EntryUrl.isSecure(request, secure),
            edge.elsewhere()),
        headers(edge.origins(), origins, entries.areFixed()));
  }

  /** What is made of a request's own headers is nobody else's. */
  private static Map<String, String> headers(
      AllowedOrigins allowed, List<String> origins, boolean fixed) {
    Map<String, String> headers = new HashMap<>();
    headers.put(
        HttpHeaderNames.CACHE_CONTROL.toString(),
        (fixed ? "public, " : "private, ") + SECONDS_KEPT);
    if (!allowed.any()) {
      headers.put(HttpHeaderNames.VARY.toString(), HttpHeaderNames.ORIGIN.toString());
      origins.forEach(
          origin -> headers.put(HttpHeaderNames.ACCESS_CONTROL_ALLOW_ORIGIN.toString(), origin));
    }
    return headers;
  }
}
