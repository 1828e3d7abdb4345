package io.gunrelay.operator.checks;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.gunrelay.api.v1alpha1.VerdictResult;
import io.gunrelay.operator.rollout.Answer;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Prometheus and webhooks are asked by real HTTP. */
class ChecksTest {

  private static final ResourceID FLEET = new ResourceID("shop", "tabs");
  private static final Instant SINCE = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration INTERVAL = Duration.ofSeconds(10);

  private final HttpServer server;

  /** Whoever holds it lets nobody be answered. */
  private final Semaphore gate = new Semaphore(1);

  private final List<String> heard = new CopyOnWriteArrayList<>();
  private final Checks checks;
  private volatile int status = 200;
  private volatile String body = "";
  private Instant now = SINCE.plus(INTERVAL);

  ChecksTest() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          var asked = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
          heard.add(
              exchange.getRequestURI()
                  + " "
                  + URLDecoder.decode(asked.replace("query=", ""), StandardCharsets.UTF_8));
          gate.acquireUninterruptibly();
          gate.release();
          var answer = body.getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().add("Location", "http://127.0.0.1:9/");
          exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    checks = new Checks(Optional.of(at("/base/")));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void aQueryWithinItsBoundsPasses() {
    body = vector("0.0042");

    var answer = answer(query(0.01, null));
    assertThat(answer.result()).isEqualTo(VerdictResult.Pass);
    assertThat(answer.message()).isEqualTo("0.004200, at most 0.01000");
    assertThat(heard).containsExactly("/base/api/v1/query sum(rate(errors[1m])) + 1");
  }

  @Test
  void aQueryAboveOrBelowItsBoundsFails() {
    body = vector("2");

    assertThat(answer(query(1.0, null)).result()).isEqualTo(VerdictResult.Fail);
    assertThat(answer(query(null, 3.0)).result()).isEqualTo(VerdictResult.Fail);
    assertThat(answer(query(2.0, 2.0)).result()).isEqualTo(VerdictResult.Pass);
  }

  @Test
  void aScalarIsTakenAndInfinityIsMoreThanAnyBound() {
    body =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[1.5,\"+Inf\"]}}";

    assertThat(answer(query(1e300, null)).result()).isEqualTo(VerdictResult.Fail);
  }

  @Test
  void whereThereIsNoValueOrMoreThanOneNothingIsSaid() {
    body = "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":[]}}";
    assertNothing(answer(query(1.0, null)), "Prometheus has no value for it");

    body =
        "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
            + "{\"value\":[1,\"1\"]},{\"value\":[1,\"2\"]}]}}";
    assertNothing(answer(query(2.0, null)), "2 values instead of one: sum them up");

    body = vector("NaN");
    assertNothing(answer(query(3.0, null)), "not a number");
  }

  @Test
  void aQueryThatPrometheusDoesNotUnderstandSaysSo() {
    status = 400;
    body =
        "{\"status\":\"error\",\"errorType\":\"bad_data\",\"error\":\"parse error: unexpected )\"}";

    assertNothing(answer(query(1.0, null)), "status 400: parse error: unexpected )");
  }

  @Test
  void withoutAPrometheusASettingIsNamed() {
    var without = new Checks(Optional.empty());
    var question = query(1.0, null);
    without.answers(FLEET, List.of(question), SINCE, INTERVAL, now);

    assertNothing(
        without.answers(FLEET, List.of(question), SINCE, INTERVAL, now).getFirst(),
        "GUNRELAY_PROMETHEUS_URL");
  }

  @Test
  void aWebhookIsToldOfTheRolloutAndJudges() {
    assertThat(answer(webhook("/ok")).result()).isEqualTo(VerdictResult.Pass);
    assertThat(heard).containsExactly("/ok {\"step\":1}");

    status = 422;
    body = "tabs do not sync\nand more";
    var no = answer(webhook("/no"));
    assertThat(no.result()).isEqualTo(VerdictResult.Fail);
    assertThat(no.message()).isEqualTo("tabs do not sync");
  }

  @Test
  void aWebhookThatIsOutOfOrderOrLeadsElsewhereSaysNothing() {
    status = 503;
    assertNothing(answer(webhook("/down")), "answers with status 503");

    status = 302;
    assertNothing(answer(webhook("/elsewhere")), "answers with status 302");

    server.stop(0);
    assertNothing(answer(webhook("/gone")), "no answer");
  }

  @Test
  void anAnswerOfAnyLengthAndFormIsOneLine() {
    status = 400;
    body = "\u0007" + "x".repeat(5_000);
    assertThat(answer(webhook("/long")).message()).hasSize(201).startsWith("xxx");

    body = "x".repeat(100_000);
    assertNothing(answer(webhook("/longer")), "no answer");
  }

  @Test
  void nobodyIsAskedBeforeTheFirstIntervalIsOver() {
    now = SINCE.plusSeconds(9);

    assertNothing(ask(webhook("/early")), "has not answered yet");
    assertThat(heard).isEmpty();
  }

  @Test
  void eachIsAskedOnceInAnIntervalAndTheLastAnswerStands() {
    var question = webhook("/often");
    answer(question);
    now = now.plusSeconds(9);
    ask(question);
    assertThat(heard).hasSize(1);

    status = 400;
    now = now.plusSeconds(1);
    gate.acquireUninterruptibly();
    assertThat(ask(question).result()).isEqualTo(VerdictResult.Pass);
    gate.release();
    await(question, VerdictResult.Fail);
    assertThat(heard).hasSize(2);
  }

  @Test
  void whatWasSaidOfAnotherStepDoesNotCount() {
    var question = webhook("/step");
    answer(question);

    var later = SINCE.plusSeconds(60);
    assertNothing(
        checks.answers(FLEET, List.of(question), later, INTERVAL, later).getFirst(),
        "has not answered yet");
  }

  private Answer ask(Question question) {
    return checks.answers(FLEET, List.of(question), SINCE, INTERVAL, now).getFirst();
  }

  /** Waits for it. */
  private Answer answer(Question question) {
    ask(question);
    return await(question, null);
  }

  private Answer await(Question question, @Nullable VerdictResult result) {
    var deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      var answer = ask(question);
      if (result == null
          ? !answer.message().equals("has not answered yet")
          : answer.result() == result) {
        return answer;
      }
      assertThat(System.nanoTime()).as("no answer in time").isLessThan(deadline);
      Thread.onSpinWait();
    }
  }

  private static void assertNothing(Answer answer, String message) {
    assertThat(answer.result()).isEqualTo(VerdictResult.Inconclusive);
    assertThat(answer.message()).contains(message);
  }

  private static Question query(@Nullable Double atMost, @Nullable Double atLeast) {
    return new Question.Query("errors", "sum(rate(errors[1m])) + 1", atMost, atLeast);
  }

  private Question webhook(String path) {
    return new Question.Webhook("smoke", at(path), Duration.ofSeconds(5), "{\"step\":1}");
  }

  private static String vector(String value) {
    return "{\"status\":\"success\",\"data\":{\"resultType\":\"vector\",\"result\":["
        + "{\"metric\":{},\"value\":[1767225600,\""
        + value
        + "\"]}]}}";
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path);
  }
}
