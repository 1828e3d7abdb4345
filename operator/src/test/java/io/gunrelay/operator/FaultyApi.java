package io.gunrelay.operator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;

/** An API server that stands before another and does to requests what a bad day does. */
final class FaultyApi implements AutoCloseable {

  /** What becomes of a request. */
  enum Fault {
    NONE,
    /** 429, to be tried again after a second. */
    TOO_MANY_REQUESTS,
    /** 409, as if another had written in between. */
    CONFLICT,
    /** 500, and it was not carried out. */
    FAILURE,
    /** The connection ends, and it was not carried out. */
    LOST_REQUEST,
    /** It was carried out, and the connection ends. */
    LOST_ANSWER,
    /** No answer, ever. */
    SILENCE
  }

  private static final Set<String> OF_THE_CONNECTION =
      Set.of("connection", "content-length", "expect", "host", "upgrade", "http2-settings");

  private final Config behind;
  private final HttpClient client;
  private final HttpServer server;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Set<InputStream> open = ConcurrentHashMap.newKeySet();
  private final LongAdder harmed = new LongAdder();
  private volatile BiFunction<String, String, Fault> faults = (method, path) -> Fault.NONE;

  private FaultyApi(Config behind, HttpClient client, HttpServer server) {
    this.behind = behind;
    this.client = client;
    this.server = server;
  }

  static FaultyApi before(Config behind) {
    try {
      var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      var client =
          HttpClient.newBuilder()
              .version(HttpClient.Version.HTTP_1_1)
              .sslContext(SSLUtils.sslContext(behind))
              .build();
      var api = new FaultyApi(behind, client, server);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.createContext("/", api::handle);
      server.start();
      return api;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** How to connect here in place of there. */
  Config config() {
    return new ConfigBuilder(Config.empty())
        .withMasterUrl("http://127.0.0.1:" + server.getAddress().getPort())
        .withImpersonateUsername(behind.getImpersonateUsername())
        .withImpersonateGroups(behind.getImpersonateGroups())
        .build();
  }

  /**
   * What is done to requests from now on.
   *
   * @param faults by method and path with its query
   */
  void harm(BiFunction<String, String, Fault> faults) {
    this.faults = faults;
  }

  void heal() {
    faults = (method, path) -> Fault.NONE;
  }

  /** How many requests were harmed so far. */
  long harmed() {
    return harmed.sum();
  }

  /** Ends every answer that is under way: the watches. */
  void cutWatches() {
    for (var answer : open) {
      closeQuietly(answer);
    }
  }

  private void handle(HttpExchange exchange) throws IOException {
    var path = exchange.getRequestURI().toString();
    var fault = faults.apply(exchange.getRequestMethod(), path);
    if (fault != Fault.NONE) {
      harmed.increment();
    }
    try (exchange) {
      switch (fault) {
        case NONE -> forward(exchange, true);
        case TOO_MANY_REQUESTS -> {
          exchange.getResponseHeaders().set("Retry-After", "1");
          refuse(exchange, 429, "TooManyRequests");
        }
        case CONFLICT -> refuse(exchange, 409, "Conflict");
        case FAILURE -> refuse(exchange, 500, "InternalError");
        case LOST_REQUEST -> exchange.getRequestBody().readAllBytes();
        case LOST_ANSWER -> forward(exchange, false);
        case SILENCE -> closed.await();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void refuse(HttpExchange exchange, int code, String reason) throws IOException {
    exchange.getRequestBody().readAllBytes();
    var status =
        "{\"kind\":\"Status\",\"apiVersion\":\"v1\",\"status\":\"Failure\",\"message\":\"injected\",\"reason\":\"%s\",\"code\":%d}"
            .formatted(reason, code)
            .getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(code, status.length);
    exchange.getResponseBody().write(status);
  }

  private void forward(HttpExchange exchange, boolean answers)
      throws IOException, InterruptedException {
    if (exchange.getRequestHeaders().containsKey("Upgrade")) {
      // No WebSocket here: the client watches by a plain request then.
      exchange.sendResponseHeaders(200, -1);
      return;
    }
    var request =
        HttpRequest.newBuilder(
                URI.create(behind.getMasterUrl().replaceAll("/$", "") + exchange.getRequestURI()))
            .method(
                exchange.getRequestMethod(),
                HttpRequest.BodyPublishers.ofByteArray(exchange.getRequestBody().readAllBytes()));
    exchange
        .getRequestHeaders()
        .forEach((name, values) -> {
          if (!OF_THE_CONNECTION.contains(name.toLowerCase(Locale.ROOT))) {
            values.forEach(value -> request.header(name, value));
          }
        });
    var response = client.send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    try (var body = response.body()) {
      if (!answers) {
        return;
      }
      response
          .headers()
          .firstValue("content-type")
          .ifPresent(type -> exchange.getResponseHeaders().set("Content-Type", type));
      exchange.sendResponseHeaders(response.statusCode(), 0);
      exchange.getResponseBody().flush();
      open.add(body);
      copy(body, exchange.getResponseBody());
    } finally {
      open.remove(response.body());
    }
  }

  private static void copy(InputStream from, OutputStream to) throws IOException {
    var buffer = new byte[16_384];
    int read = from.read(buffer);
    while (read >= 0) {
      to.write(buffer, 0, read);
      to.flush();
      read = from.read(buffer);
    }
    to.close();
  }

  private static void closeQuietly(InputStream answer) {
    try {
      answer.close();
    } catch (IOException e) {
      // It is over either way.
    }
  }

  @Override
  public void close() {
    closed.countDown();
    cutWatches();
    server.stop(0);
    client.shutdownNow();
  }
}
