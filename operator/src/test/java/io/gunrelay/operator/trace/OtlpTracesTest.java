package io.gunrelay.operator.trace;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.trace.Switchover.Part;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OtlpTracesTest {

  private static final Instant MISSED = Instant.parse("2026-01-01T00:00:00.123456789Z");
  private static final Traces.Self SELF = new Traces.Self("operator-1", "1.0.0");

  private final TraceCollector collector;

  OtlpTracesTest() throws IOException {
    collector = new TraceCollector();
  }

  @AfterEach
  void stop() {
    collector.close();
  }

  @Test
  void aSwitchIsOneTraceWithASpanForEachPart() {
    send(Map.of(), switchover("west", 3));

    var root = only("failover");
    assertThat(root.getParentSpanId().isEmpty()).isTrue();
    assertThat(Instant.ofEpochSecond(0, root.getStartTimeUnixNano())).isEqualTo(MISSED);
    assertThat(Instant.ofEpochSecond(0, root.getEndTimeUnixNano())).isEqualTo(after(5));
    assertThat(attributes(root.getAttributesList()))
        .containsEntry("gunrelay.namespace", "shop")
        .containsEntry("gunrelay.name", "demo")
        .containsEntry("gunrelay.from", "west")
        .containsEntry("gunrelay.to", "east")
        .containsEntry("gunrelay.asked", "false")
        .containsEntry("gunrelay.verified", "true")
        .containsEntry("gunrelay.message", "west is down");
    assertThat(collector.spans())
        .hasSize(3)
        .allMatch(span -> span.getTraceId().equals(root.getTraceId()));
    var switched = only("switched");
    assertThat(switched.getParentSpanId()).isEqualTo(root.getSpanId());
    assertThat(Instant.ofEpochSecond(0, switched.getStartTimeUnixNano())).isEqualTo(MISSED);
    assertThat(Instant.ofEpochSecond(0, switched.getEndTimeUnixNano())).isEqualTo(after(3));
    assertThat(resource())
        .containsEntry("service.name", "gunrelay-operator")
        .containsEntry("service.version", "1.0.0")
        .containsEntry("service.instance.id", "operator-1");
  }

  @Test
  void oneThatIsToldAgainByAnotherOperatorIsTheSameTrace() {
    send(Map.of(), switchover("west", 3));
    send(Map.of(), switchover("west", 3));

    assertThat(collector.spans()).hasSize(6);
    assertThat(collector.spans().stream().map(Span::getSpanId).distinct()).hasSize(3);
    assertThat(traces()).isEqualTo(1);
  }

  @Test
  void switchesOfTwoRegionsAndTwoOfOneAreTracesOfTheirOwn() {
    send(Map.of(), switchover("west", 3), switchover("east", 3), switchover("west", 4));

    assertThat(traces()).isEqualTo(3);
    assertThat(collector.spans().stream().map(Span::getSpanId).distinct()).hasSize(9);
  }

  @Test
  void whatIsSetForAllProcessesOfAPlatformIsHeeded() {
    send(
        Map.of(
            "OTEL_SERVICE_NAME", "relays",
            "OTEL_RESOURCE_ATTRIBUTES", "deployment.environment.name=shop,service.version=2",
            "OTEL_EXPORTER_OTLP_HEADERS", "authorization=Bearer%20x",
            "OTEL_METRICS_EXPORTER", "otlp",
            "OTEL_LOGS_EXPORTER", "otlp"),
        switchover("west", 3));

    assertThat(resource())
        .containsEntry("service.name", "relays")
        .containsEntry("service.version", "2")
        .containsEntry("deployment.environment.name", "shop");
    assertThat(collector.requests())
        .singleElement()
        .satisfies(request -> {
          assertThat(request.getRequestURI()).hasToString("/v1/traces");
          assertThat(request.getRequestHeaders().getFirst("Authorization")).isEqualTo("Bearer x");
        });
  }

  @Test
  void aNameAmongTheResourceAttributesIsHeeded() {
    send(Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=relays"), switchover("west", 3));

    assertThat(resource()).containsEntry("service.name", "relays");
  }

  @Test
  void anEndpointOfTracesAloneIsTakenAsItIs() {
    var environment = Map.of("OTEL_EXPORTER_OTLP_TRACES_ENDPOINT", collector.endpoint() + "/taken");
    try (var traces = Traces.by(environment, SELF)) {
      traces.tell(switchover("west", 3));
    }

    assertThat(collector.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.getRequestURI()).hasToString("/taken"));
  }

  @Test
  void withoutAnEndpointOrSwitchedOffThereAreNone() {
    assertThat(Traces.by(Map.of("OTEL_SERVICE_NAME", "relays"), SELF)).isSameAs(Traces.NONE);
    assertThat(Traces.by(Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", " "), SELF)).isSameAs(Traces.NONE);
    assertThat(Traces.by(environment(Map.of("OTEL_SDK_DISABLED", "true")), SELF))
        .isSameAs(Traces.NONE);
  }

  @Test
  void whatCannotBeUsedIsToldInOneLineAndTheOperatorGoesOnWithout() {
    for (var wrong :
        List.of(
            Map.of("OTEL_EXPORTER_OTLP_PROTOCOL", "grpc"),
            Map.of("OTEL_EXPORTER_OTLP_ENDPOINT", "collector"),
            Map.of("OTEL_TRACES_EXPORTER", "zipkin"))) {
      try (var said = new Said()) {
        assertThat(Traces.by(environment(wrong), SELF)).isSameAs(Traces.NONE);

        assertThat(said.lines())
            .singleElement()
            .asString()
            .contains("There are no traces of failovers")
            .containsIgnoringCase(wrong.values().iterator().next())
            .doesNotContain("\tat ");
      }
    }
  }

  @Test
  @Timeout(value = 30, unit = TimeUnit.SECONDS)
  void aCollectorThatIsAwayDelaysNobodyAndIsToldOfInOneLine() {
    var away =
        Map.of(
            "OTEL_EXPORTER_OTLP_ENDPOINT",
            "http://127.0.0.1:1",
            "OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED",
            "true");
    try (var said = new Said()) {
      try (var traces = Traces.by(away, SELF)) {
        var begun = System.nanoTime();
        for (int i = 0; i < 10_000; i++) {
          traces.tell(switchover("west", i));
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(5));
      }
      assertThat(said.lines().stream().filter(line -> line.contains("does not take")))
          .singleElement()
          .asString()
          .contains("http://127.0.0.1:1 does not take traces of failovers")
          .contains("OTEL_EXPORTER_OTLP_ENDPOINT");
      assertThat(said.lines()).noneMatch(line -> line.contains("\tat "));
    }
  }

  @Test
  void ofOneThatRefusesItIsSaidThatItAnswers() {
    collector.refuses(401);
    try (var said = new Said()) {
      send(Map.of(), switchover("west", 3));

      assertThat(said.lines())
          .anyMatch(
              line -> line.contains("does not take") && line.contains("it answers with an error"));
      assertThat(said.lines()).noneMatch(line -> line.contains("\tat "));
    }
  }

  private void send(Map<String, String> more, Switchover... all) {
    try (var traces = Traces.by(environment(more), SELF)) {
      for (var one : all) {
        traces.tell(one);
      }
    }
  }

  private Map<String, String> environment(Map<String, String> more) {
    var all = new LinkedHashMap<String, String>();
    all.put("OTEL_EXPORTER_OTLP_ENDPOINT", collector.endpoint());
    all.putAll(more);
    return all;
  }

  private Span only(String name) {
    return collector.spans().stream()
        .filter(span -> span.getName().equals(name))
        .reduce((one, other) -> {
          throw new AssertionError("two spans " + name);
        })
        .orElseThrow();
  }

  private long traces() {
    return collector.spans().stream().map(Span::getTraceId).distinct().count();
  }

  private Map<String, String> resource() {
    return attributes(collector.taken().getFirst().getResource().getAttributesList());
  }

  private static Map<String, String> attributes(List<KeyValue> all) {
    return all.stream().collect(toMap(KeyValue::getKey, one -> text(one.getValue())));
  }

  private static String text(AnyValue value) {
    return value.hasBoolValue() ? String.valueOf(value.getBoolValue()) : value.getStringValue();
  }

  private static Instant after(long seconds) {
    return MISSED.plusSeconds(seconds);
  }

  private static Switchover switchover(String from, int switched) {
    return new Switchover(
        "shop",
        "demo",
        "0a1b",
        from,
        "east",
        false,
        from + " is down",
        MISSED,
        after(switched),
        after(switched + 2),
        true,
        List.of(
            new Part("switched", MISSED, after(switched)),
            new Part("verified", after(switched), after(switched + 2))));
  }
}
