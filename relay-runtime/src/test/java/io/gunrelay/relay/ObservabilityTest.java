package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.config.Address;
import io.gunrelay.relay.config.ObserveConfig;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay tells of its work: traces, exemplars, the access and the audit log. */
class ObservabilityTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  private static final String SECRET = "canary-in-a-value";

  @TempDir Path data;

  @Test
  void aPutIsTracedFromItsArrivalToItsDeliveryByAnotherRelay() throws Exception {
    try (TraceCollector collector = TraceCollector.start();
        TestRelay near = relay("near", traced(collector.endpoint(), 1));
        TestRelay far = relay("far", traced(collector.endpoint(), 0), near.replication());
        TestSocket reader = TestSocket.open(far.uri(), "https://app.example");
        TestSocket writer = TestSocket.open(near.uri(), "https://app.example")) {
      subscribe(reader, "soul");
      eventually(() -> {
        writer.say(put("soul", SECRET));
        return reader.hasHeard(SECRET);
      });
      eventually(() -> !named(collector, "replicated put").isEmpty());
      CollectedSpan away = named(collector, "replicated put").getFirst();
      eventually(() ->
          names(inside(collector, away.id())).containsAll(List.of("merge", "commit", "fan_out")));
      eventually(() -> named(collector, "put").stream().anyMatch(put -> isOf(put, away)));
      CollectedSpan put =
          named(collector, "put").stream().filter(span -> isOf(span, away)).findFirst().get();
      assertThat(put.parent()).isEmpty();
      List<CollectedSpan> stages = inside(collector, put.id());
      assertThat(names(stages)).contains("parse", "verify", "merge", "commit");
      assertThat(stages)
          .filteredOn(span -> !span.name().equals("replicated put"))
          .allSatisfy(span -> {
            assertThat(span.beganNs()).isGreaterThanOrEqualTo(put.beganNs());
            assertThat(span.endedNs()).isGreaterThanOrEqualTo(span.beganNs());
          });
      assertThat(metric(far, "gunrelay_put_stage_seconds_count{stage=\"fan_out\"}")).isPositive();
      assertThat(metric(far, "gunrelay_sync_latency_seconds_count")).isPositive();
      assertThat(collector.bodies())
          .allSatisfy(body ->
              assertThat(new String(body, StandardCharsets.ISO_8859_1))
                  .doesNotContain(SECRET)
                  .doesNotContain("soul"));
    }
  }

  @Test
  void aCollectorThatIsNotThereCostsACounter() throws Exception {
    try (TestRelay relay = relay("alone", traced(URI.create("http://127.0.0.1:1"), 1));
        TestSocket writer = TestSocket.open(relay.uri(), "https://app.example")) {
      writer.say(put("soul", "1"));
      eventually(() -> writer.hasHeard("\"ok\""));
      eventually(() -> metric(relay, "gunrelay_trace_spans_total{outcome=\"lost\"}") >= 5);
      assertThat(metric(relay, "gunrelay_trace_spans_total{outcome=\"exported\"}")).isZero();
    }
  }

  @Test
  void nothingOfOpenTelemetryIsLoadedWhileNothingIsTraced() throws Exception {
    try (RelayProcess relay = RelayProcess.serve(data).awaitServing();
        TestSocket writer = TestSocket.open(relay.uri(), "https://app.example")) {
      writer.say(put("soul", "1"));
      eventually(() -> writer.hasHeard("\"ok\""));
      assertThat(relay.jcmd("VM.class_hierarchy"))
          .contains("io.gunrelay.relay.transport.PutJourney")
          .doesNotContain("io.opentelemetry");
    }
  }

  @Test
  void aTracedPutIsAnExampleInTheHistograms() throws Exception {
    try (TraceCollector collector = TraceCollector.start();
        TestRelay relay = relay("alone", traced(collector.endpoint(), 1));
        TestSocket writer = TestSocket.open(relay.uri(), "https://app.example")) {
      writer.say(put("soul", "1"));
      eventually(() -> !named(collector, "put").isEmpty());
      String trace = named(collector, "put").getFirst().trace();
      assertThat(scrape(relay, "application/openmetrics-text;version=1.0.0"))
          .containsPattern(
              "gunrelay_put_stage_seconds_bucket\\{stage=\"commit\",le=\"[^\"]+\"} 1 # "
                  + "\\{span_id=\"[0-9a-f]{16}\",trace_id=\"%s\"}".formatted(trace));
      assertThat(scrape(relay, "text/plain")).doesNotContain(trace);
    }
  }

  @Test
  void itIsLoggedWhoComesAndLeavesAndWhatIsRefusedWithoutWhatWasPut() throws Exception {
    Path access = data.resolve("access.log");
    Path audit = data.resolve("audit.log");
    ObserveConfig logged =
        new ObserveConfig(access.toString(), audit.toString(), 1 << 20, Optional.empty(), 0);
    try (TestRelay relay = relay("alone", logged)) {
      try (TestSocket client = TestSocket.open(relay.uri(), "https://app.example")) {
        client.say(put("soul", SECRET));
        client.say(put("~" + "x".repeat(43) + "." + "y".repeat(43), SECRET));
        client.say("no JSON, " + SECRET);
        eventually(() -> Files.readString(audit).lines().count() == 2);
      }
      eventually(() -> Files.readString(access).lines().count() == 2);
    }
    assertThat(Files.readAllLines(access).getFirst())
        .contains("\"event\":\"opened\"", "\"client\":\"127.0.0.1\"", "https://app.example");
    assertThat(Files.readAllLines(access).getLast())
        .contains("\"event\":\"closed\"", "\"received_messages\":", "\"reason\":\"client\"");
    assertThat(Files.readAllLines(audit).getFirst())
        .contains("\"what\":\"put\",\"rule\":\"unverified\"", "\"key\":\"xxx");
    assertThat(Files.readAllLines(audit).getLast())
        .contains("\"what\":\"message\",\"rule\":\"not_json\"");
    assertThat(Files.readString(access) + Files.readString(audit)).doesNotContain(SECRET);
  }

  @Test
  void itIsLoggedWhatTheRelayWasToldToDo() throws Exception {
    Path audit = data.resolve("audit.log");
    ObserveConfig logged = new ObserveConfig("off", audit.toString(), 1 << 20, Optional.empty(), 0);
    try (TestRelay relay = relay("alone", logged);
        HttpClient client = HttpClient.newHttpClient()) {
      client.send(
          HttpRequest.newBuilder(relay.admin("/drain"))
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString("{\"share\":0.1}"))
              .build(),
          BodyHandlers.discarding());
      scrape(relay, "text/plain");
    }
    assertThat(Files.readAllLines(audit))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains(
            "\"event\":\"command\",\"command\":\"POST /drain\",\"client\":\"127.0.0.1\"",
            "\"outcome\":\"202 Accepted\"");
  }

  private TestRelay relay(String name, ObserveConfig observe, Address... peers)
      throws StartException {
    return TestRelay.start(data.resolve(name), observe, peers);
  }

  private static ObserveConfig traced(URI collector, double ratio) {
    return new ObserveConfig("off", "off", 1 << 20, Optional.of(collector), ratio);
  }

  private static void subscribe(TestSocket client, String soul) {
    client.say("{\"#\":\"ask\",\"get\":{\"#\":\"%s\"}}".formatted(soul));
  }

  private static String put(String soul, String value) {
    long now = System.currentTimeMillis();
    return "{\"#\":\"p%d\",\"put\":{\"%s\":{\"_\":{\"#\":\"%s\",\">\":{\"k\":%d}},\"k\":\"%s\"}}}"
        .formatted(System.nanoTime(), soul, soul, now, value);
  }

  private static List<CollectedSpan> named(TraceCollector collector, String name) {
    return collector.spans().stream().filter(span -> span.name().equals(name)).toList();
  }

  private static List<CollectedSpan> inside(TraceCollector collector, String parent) {
    return collector.spans().stream().filter(span -> span.parent().equals(parent)).toList();
  }

  private static List<String> names(List<CollectedSpan> spans) {
    return spans.stream().map(CollectedSpan::name).collect(Collectors.toList());
  }

  private static boolean isOf(CollectedSpan put, CollectedSpan replicated) {
    return put.id().equals(replicated.parent()) && put.trace().equals(replicated.trace());
  }

  private static String scrape(TestRelay relay, String accept)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client
          .send(
              HttpRequest.newBuilder(relay.admin("/metrics")).header("Accept", accept).build(),
              BodyHandlers.ofString())
          .body();
    }
  }

  private static double metric(TestRelay relay, String series) throws Exception {
    return scrape(relay, "text/plain")
        .lines()
        .filter(line -> line.startsWith(series + " "))
        .mapToDouble(line -> Double.parseDouble(line.substring(series.length() + 1)))
        .sum();
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.call()) {
      assertThat(System.nanoTime()).as("what is awaited comes to pass").isLessThan(deadline);
      Thread.sleep(20);
    }
  }
}
