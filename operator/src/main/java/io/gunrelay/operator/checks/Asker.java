package io.gunrelay.operator.checks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.rollout.Answer;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Asks by HTTP. Who does not answer, or not so that it tells something, makes nobody fail: the
 * answer is inconclusive, and says why.
 */
final class Asker {

  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final long LONGEST_ANSWER_BYTES = 64L << 10;
  private static final int LONGEST_LINE = 200;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Optional<URI> prometheus;
  private final HttpClient http =
      HttpClient.newBuilder()
          .connectTimeout(TIMEOUT)
          .version(HttpClient.Version.HTTP_1_1)
          .proxy(HttpClient.Builder.NO_PROXY)
          .followRedirects(HttpClient.Redirect.NEVER)
          .build();

  /**
   * @param prometheus its address; ends with a slash
   */
  Asker(Optional<URI> prometheus) {
    this.prometheus = prometheus;
  }

  /** Completes with an answer, and never with a failure. */
  CompletableFuture<Answer> ask(Question question) {
    return (switch (question) {
          case Question.Query query ->
              prometheus.map(at -> query(at, query)).orElseGet(Asker::none);
          case Question.Webhook webhook -> webhook(webhook);
        })
        .exceptionally(
            failure -> new Said(VerdictResult.Inconclusive, "no answer: " + why(failure)))
        .thenApply(said -> new Answer(question.text(), said.result(), line(said.message())));
  }

  private record Said(VerdictResult result, String message) {}

  private static CompletableFuture<Said> none() {
    return CompletableFuture.completedFuture(
        new Said(
            VerdictResult.Inconclusive,
            "there is no Prometheus: the operator's GUNRELAY_PROMETHEUS_URL has to lead to one"));
  }

  /**
   * By <a href="https://prometheus.io/docs/prometheus/latest/querying/api/#instant-queries">the
   * API's instant queries</a>.
   */
  private CompletableFuture<Said> query(URI at, Question.Query query) {
    var request =
        HttpRequest.newBuilder(at.resolve("api/v1/query"))
            .timeout(TIMEOUT)
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                BodyPublishers.ofString(
                    "query=" + URLEncoder.encode(query.expr(), StandardCharsets.UTF_8)));
    return send(request).thenApply(response -> read(query, response));
  }

  private static Said read(Question.Query query, HttpResponse<byte[]> response) {
    JsonNode answer;
    try {
      answer = JSON.readTree(response.body());
    } catch (IOException e) {
      answer = JSON.missingNode();
    }
    if (!answer.path("status").asText().equals("success")) {
      return new Said(
          VerdictResult.Inconclusive,
          "Prometheus answers with status %d: %s"
              .formatted(response.statusCode(), answer.path("error").asText("no JSON")));
    }
    var values = values(answer.path("data"));
    if (values.size() != 1) {
      return new Said(
          VerdictResult.Inconclusive,
          values.isEmpty()
              ? "Prometheus has no value for it"
              : "%d values instead of one: sum them up, or ask for their maximum"
                  .formatted(values.size()));
    }
    return weigh(query, values.getFirst());
  }

  private static List<Double> values(JsonNode data) {
    var values = new ArrayList<Double>();
    switch (data.path("resultType").asText()) {
      case "scalar" -> values.add(number(data.path("result").path(1).asText()));
      case "vector" ->
          data.path("result")
              .forEach(series -> values.add(number(series.path("value").path(1).asText())));
      default -> {}
    }
    return values;
  }

  private static double number(String text) {
    return switch (text) {
      case "+Inf" -> Double.POSITIVE_INFINITY;
      case "-Inf" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          yield Double.NaN;
        }
      }
    };
  }

  private static Said weigh(Question.Query query, double value) {
    if (Double.isNaN(value)) {
      return new Said(VerdictResult.Inconclusive, "the value is not a number: nothing was counted");
    }
    var isTooMuch = query.atMost() != null && value > query.atMost();
    var isTooLittle = query.atLeast() != null && value < query.atLeast();
    return new Said(
        isTooMuch || isTooLittle ? VerdictResult.Fail : VerdictResult.Pass,
        text(value) + bound("at most", query.atMost()) + bound("at least", query.atLeast()));
  }

  private static String bound(String which, @Nullable Double bound) {
    return bound == null ? "" : ", " + which + " " + text(bound);
  }

  private static String text(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }

  private CompletableFuture<Said> webhook(Question.Webhook webhook) {
    var request =
        HttpRequest.newBuilder(webhook.url())
            .timeout(webhook.timeout())
            .header("Content-Type", "application/json")
            .POST(BodyPublishers.ofString(webhook.json()));
    return send(request)
        .thenApply(response -> {
          var status = response.statusCode();
          var body = new String(response.body(), StandardCharsets.UTF_8).strip();
          return switch (status / 100) {
            case 2 -> new Said(VerdictResult.Pass, body.isEmpty() ? "passes" : body);
            case 4 ->
                new Said(VerdictResult.Fail, body.isEmpty() ? "answers with " + status : body);
            default -> new Said(VerdictResult.Inconclusive, "answers with status " + status);
          };
        });
  }

  private CompletableFuture<HttpResponse<byte[]>> send(HttpRequest.Builder request) {
    return http.sendAsync(
        request.build(), BodyHandlers.limiting(BodyHandlers.ofByteArray(), LONGEST_ANSWER_BYTES));
  }

  private static String why(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
  }

  /** The first line, as it may stand in a status: what others say has any length and form. */
  private static String line(String text) {
    var line = text.lines().findFirst().orElse("").replaceAll("\\p{C}", "").strip();
    return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + "…";
  }
}
