package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.requests.ApiException;
import io.gunrelay.e2e.embeddedapi.requests.Deletions;
import io.gunrelay.e2e.embeddedapi.requests.GarbageCollector;
import io.gunrelay.e2e.embeddedapi.requests.Metadata;
import io.gunrelay.e2e.embeddedapi.requests.Mutations;
import io.gunrelay.e2e.embeddedapi.requests.PatchKind;
import io.gunrelay.e2e.embeddedapi.requests.Scales;
import io.gunrelay.e2e.embeddedapi.requests.Storing;
import io.gunrelay.e2e.embeddedapi.requests.Target;
import io.gunrelay.e2e.embeddedapi.requests.WriteOptions;
import io.gunrelay.e2e.embeddedapi.types.Types;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** The API on a port of the loopback interface, over plain HTTP. */
public final class ApiServer implements AutoCloseable {
  private static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final Duration GARBAGE_AFTER = Duration.ofMillis(200);

  private final Objects objects = new Objects();
  private final Types types = new Types();
  private final WriteLog writes = new WriteLog();
  private final Discovery discovery = new Discovery(types);
  private final PodProxy proxy = new PodProxy(objects);
  private final GarbageCollector garbage;
  private final Api api;
  private final HttpServer server;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  /** Takes requests when this returns. */
  public ApiServer(InetSocketAddress address, Metadata metadata) throws IOException {
    Storing storing = new Storing(objects, types, metadata);
    Deletions deletions = new Deletions(objects, metadata, storing);
    garbage = new GarbageCollector(objects, deletions, GARBAGE_AFTER);
    Mutations mutations = new Mutations(objects, metadata, storing, deletions);
    api = new Api(objects, mutations, deletions, new Scales(objects, mutations));
    // Head and body of an answer are separate writes; with Nagle's algorithm the second waits for
    // the client's delayed acknowledgement of the first, some 40 ms.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(address, 0);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public InetSocketAddress address() {
    return server.getAddress();
  }

  public WriteLog writes() {
    return writes;
  }

  public Objects objects() {
    return objects;
  }

  private void handle(HttpExchange exchange) {
    try (exchange) {
      try {
        answer(exchange);
      } catch (ApiException e) {
        send(exchange, e.code(), e.status());
      } catch (RuntimeException e) {
        send(exchange, 500, new ApiException(500, "InternalError", e.toString()).status());
      }
    } catch (IOException e) {
      // The client has gone; nobody is left to be told.
      exchange.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void answer(HttpExchange exchange) throws IOException, InterruptedException {
    String path = exchange.getRequestURI().getPath();
    boolean get = exchange.getRequestMethod().equals("GET");
    if (get && path.matches("/(healthz|livez|readyz)(/.*)?")) {
      send(exchange, 200, "text/plain", "ok".getBytes(StandardCharsets.UTF_8));
      return;
    }
    Optional<ObjectNode> discovered = get ? discovery.answer(path) : Optional.empty();
    if (discovered.isPresent()) {
      send(exchange, 200, discovered.get());
      return;
    }
    Target target = target(path).orElseThrow(ApiException::unknownPath);
    Query query = Query.of(exchange.getRequestURI());
    if (!get) {
      write(exchange, target, query);
    } else if (target.subresource().equals("proxy")) {
      String rawQuery = exchange.getRequestURI().getRawQuery();
      HttpResponse<byte[]> answer = proxy.get(target, rawQuery == null ? "" : rawQuery);
      send(
          exchange,
          answer.statusCode(),
          answer.headers().firstValue("Content-Type").orElse("text/plain"),
          answer.body());
    } else if (query.flag("watch")) {
      watch(exchange, target, query);
    } else {
      Api.Answer answer = api.get(target, query);
      send(exchange, answer.code(), answer.body());
    }
  }

  private Optional<Target> target(String path) {
    return path.startsWith("/api/") || path.startsWith("/apis/")
        ? Target.parse(path, types)
        : Optional.empty();
  }

  private void watch(HttpExchange exchange, Target target, Query query)
      throws IOException, InterruptedException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      // As behind a proxy that drops the upgrade: clients then watch over plain HTTP at once. An
      // error of the server they would first try again.
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(200, 0);
    new WatchStream(objects, target, query, exchange.getResponseBody())
        .run(query.text("resourceVersion"));
  }

  private void write(HttpExchange exchange, Target target, Query query) throws IOException {
    WriteOptions options =
        new WriteOptions(
            manager(exchange, query), query.flag("force"), query.text("dryRun").equals("All"));
    long before = objects.revision();
    int code = 500;
    boolean changed = false;
    try {
      Api.Answer answer = perform(exchange, target, query, options);
      code = answer.code();
      changed =
          exchange.getRequestMethod().equals("DELETE")
              || answer.body().at("/metadata/resourceVersion").asLong() > before;
      send(exchange, code, answer.body());
    } catch (ApiException e) {
      code = e.code();
      throw e;
    } finally {
      writes.add(
          new WriteLog.Write(
              exchange.getRequestMethod(),
              exchange.getRequestURI().getPath(),
              options.manager(),
              code,
              changed));
    }
  }

  private Api.Answer perform(
      HttpExchange exchange, Target target, Query query, WriteOptions options) throws IOException {
    JsonNode body = body(exchange);
    return switch (exchange.getRequestMethod()) {
      case "POST" -> api.post(target, body, options);
      case "PUT" -> api.put(target, body, options);
      case "DELETE" -> api.delete(target, body, query);
      case "PATCH" -> {
        String type =
            Optional.ofNullable(exchange.getRequestHeaders().getFirst("Content-Type")).orElse("");
        PatchKind kind =
            PatchKind.of(type)
                .orElseThrow(() ->
                    new ApiException(
                        415, "UnsupportedMediaType", "unknown kind of patch: " + type));
        yield api.patch(target, kind, body, options);
      }
      default -> throw new ApiException(405, "MethodNotAllowed", "unknown method");
    };
  }

  /** As a real server: what the client calls itself, else the program's name. */
  private static String manager(HttpExchange exchange, Query query) {
    if (!query.text("fieldManager").isEmpty()) {
      return query.text("fieldManager");
    }
    String agent =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("User-Agent")).orElse("unknown");
    return agent.split("[/ ]", 2)[0];
  }

  private static JsonNode body(HttpExchange exchange) throws IOException {
    byte[] bytes = exchange.getRequestBody().readAllBytes();
    try {
      return bytes.length == 0 ? JsonNodeFactory.instance.objectNode() : JSON.readTree(bytes);
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest("the body is not JSON: " + e.getOriginalMessage());
    }
  }

  private static void send(HttpExchange exchange, int code, ObjectNode body) throws IOException {
    send(exchange, code, "application/json", JSON.writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int code, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(code, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    objects.changes().close();
    garbage.close();
    server.stop(0);
    threads.shutdownNow();
    proxy.close();
  }
}
