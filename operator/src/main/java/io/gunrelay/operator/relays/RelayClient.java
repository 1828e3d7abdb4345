package io.gunrelay.operator.relays;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.DrainOrder;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Asks a relay's admin port, and gives it orders. Calls return at once; answers come later or not
 * at all.
 */
final class RelayClient implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(2);

  /** The network of the pods is near; and whoever cannot be reached by it may be by another way. */
  private static final Duration TO_CONNECT = Duration.ofSeconds(1);

  private static final Duration TIMEOUT_BY_API_SERVER = Duration.ofSeconds(4);

  /** The trial itself takes no longer than 2.5 s. */
  private static final Duration TIMEOUT_OF_TRIALS = Duration.ofSeconds(4);

  private static final long LONGEST_TRIAL_BYTES = 16L << 10;

  /** Some hundred peers fit in a tenth of it. */
  private static final long LONGEST_REPORT_BYTES = 4L << 20;

  /** A relay refuses what it does not know, so what an order leaves out is not named either. */
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .setDefaultPropertyInclusion(JsonInclude.Include.NON_NULL)
          // A newer relay may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TO_CONNECT)
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  private final ReportReader reader = new ReportReader();

  /**
   * Asks for the relay's view of its region.
   *
   * @param headers what it is told meanwhile
   */
  CompletableFuture<RegionReport> ask(Address address, Map<String, String> headers) {
    return switch (address) {
      case Address.Direct(var hostAndPort) ->
          get(URI.create("http://" + hostAndPort + AdminPort.REPORT), headers);
      case Address.Proxied(var api, var path) ->
          api.get(path + AdminPort.REPORT, headers)
              .orTimeout(TIMEOUT_BY_API_SERVER.toMillis(), TimeUnit.MILLISECONDS)
              .thenApply(body -> read(address, body));
    };
  }

  /**
   * Has the relay hand clients over. Completes when it has begun; fails with what to do about it
   * when the relay does not take the order.
   *
   * @param token one that the relay takes orders for; stands in no message
   */
  CompletableFuture<Void> order(Address address, DrainOrder order, String token) {
    var headers = Map.of(AdminPort.TOKEN_HEADER, token);
    return switch (address) {
      case Address.Direct(var hostAndPort) ->
          post(URI.create("http://" + hostAndPort + AdminPort.DRAIN), headers, json(order));
      case Address.Proxied(var api, var path) ->
          api.post(path + AdminPort.DRAIN, headers, json(order)).thenApply(answer -> null);
    };
  }

  /**
   * Has the relay try an entry. Completes when it has; fails when the relay does not take the
   * order.
   *
   * @param token one that the relay takes orders for; stands in no message
   */
  CompletableFuture<TrialReport> tryEntry(Address address, TrialOrder order, String token) {
    var headers = Map.of(AdminPort.TOKEN_HEADER, token);
    return (switch (address) {
          case Address.Direct(var hostAndPort) ->
              trial(URI.create("http://" + hostAndPort + AdminPort.TRY), headers, json(order));
          case Address.Proxied(var api, var path) ->
              api.post(path + AdminPort.TRY, headers, json(order));
        })
        .orTimeout(TIMEOUT_OF_TRIALS.toMillis(), TimeUnit.MILLISECONDS)
        .thenApply(RelayClient::trial);
  }

  private CompletableFuture<byte[]> trial(URI uri, Map<String, String> headers, byte[] json) {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT_OF_TRIALS)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    return http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_TRIAL_BYTES))
        .thenApply(response -> {
          if (response.statusCode() != HttpURLConnection.HTTP_OK) {
            throw new UncheckedIOException(
                new IOException(uri + " answered with status " + response.statusCode()));
          }
          return response.body();
        });
  }

  private static TrialReport trial(byte[] body) {
    try {
      var report = JSON.readValue(body, TrialReport.class);
      if (report == null) {
        throw new IOException("a relay answered without a report");
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<Void> post(URI uri, Map<String, String> headers, byte[] json) {
    var request =
        HttpRequest.newBuilder(uri)
            .timeout(TIMEOUT)
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofByteArray(json));
    headers.forEach(request::header);
    return http.sendAsync(
            request.build(), BodyHandlers.limiting(BodyHandlers.discarding(), LONGEST_REPORT_BYTES))
        .thenAccept(response -> {
          if (response.statusCode() != HttpURLConnection.HTTP_ACCEPTED) {
            throw new UncheckedIOException(
                new IOException(uri + " answered with status " + response.statusCode()));
          }
        });
  }

  private static byte[] json(Record order) {
    try {
      return JSON.writeValueAsBytes(order);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  private CompletableFuture<RegionReport> get(URI report, Map<String, String> headers) {
    var request =
        HttpRequest.newBuilder(report).timeout(TIMEOUT).header("Accept", "application/json");
    headers.forEach(request::header);
    return http.sendAsync(
            request.build(),
            BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_REPORT_BYTES))
        .thenApply(this::read);
  }

  private RegionReport read(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      throw new UncheckedIOException(
          new IOException(response.uri() + " answered with status " + response.statusCode()));
    }
    return read(response.uri(), response.body());
  }

  private RegionReport read(Object address, byte[] body) {
    try {
      var report = reader.read(body);
      if (report == null || report.self() == null || report.self().load() == null) {
        throw new IOException(address + " answered without a report");
      }
      return report;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
