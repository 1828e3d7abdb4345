package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.peers.net.PeeringSettings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The reference of the metrics is what a relay answers when it is scraped. */
class MetricsPageTest {
  @TempDir Path data;

  @Test
  void everyMetricStandsInTheReference() throws Exception {
    List<ScrapedMetric> metrics;
    PeeringSettings peers =
        new PeeringSettings(List.of(URI.create("ws://127.0.0.1:1/gun")), null, false);
    try (TestRelay relay = TestRelay.start(data, 0, peers);
        HttpClient client = HttpClient.newHttpClient()) {
      metrics =
          ScrapedMetric.all(
              client
                  .send(
                      HttpRequest.newBuilder(relay.admin("/metrics")).build(),
                      BodyHandlers.ofString())
                  .body());
    }
    List<ScrapedMetric> own =
        metrics.stream().filter(metric -> metric.name().startsWith("gunrelay_")).toList();
    assertThat(own)
        .hasSizeGreaterThan(20)
        .allSatisfy(metric -> assertThat(metric.help()).as(metric.name()).isNotBlank());
    GeneratedPage.of("reference/metrics.md")
        .check(
            "metrics",
            "| metric | type | unit | labels | meaning |\n|---|---|---|---|---|\n"
                + own.stream().map(MetricsPageTest::row).collect(Collectors.joining("\n")));
  }

  private static String row(ScrapedMetric metric) {
    return "| `%s` | %s | %s | %s | %s |"
        .formatted(
            metric.name(), metric.type(), metric.unit(), labels(metric.labels()), metric.help());
  }

  private static String labels(SortedMap<String, SortedSet<String>> labels) {
    return labels.entrySet().stream()
        .map(label -> "`%s`: %s".formatted(label.getKey(), String.join(", ", label.getValue())))
        .collect(Collectors.joining("; "));
  }
}
