package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The dashboard asks for metrics that there are, by labels that they have in a cluster. */
class DashboardTest {

  private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "rollouts.json");
  private static final Path METRICS = Path.of("..", "docs", "reference", "metrics.md");
  private static final Pattern METRIC = Pattern.compile("gunrelay_(?!io_)[a-z_]+");
  private static final Pattern LABEL = Pattern.compile("gunrelay_io_[a-z]+");
  private static final Pattern PART = Pattern.compile("_(bucket|sum|count)$");

  @Test
  void everyMetricOfItIsInTheReference() throws IOException {
    String reference = Files.readString(METRICS);

    assertThat(found(METRIC))
        .isNotEmpty()
        .allSatisfy(metric ->
            assertThat(reference).contains("`" + PART.matcher(metric).replaceAll("") + "`"));
  }

  @Test
  void itsLabelsAreThoseThatTheServiceMonitorAdds() throws IOException {
    assertThat(found(LABEL))
        .containsExactlyInAnyOrder(
            "gunrelay_io_cluster", "gunrelay_io_colour", "gunrelay_io_revision");
  }

  @Test
  void everyPanelHasAQuestionAndSaysWhatItShows() throws IOException {
    JsonNode panels = new ObjectMapper().readTree(DASHBOARD.toFile()).path("panels");

    assertThat(panels).hasSizeGreaterThan(1);
    for (JsonNode panel : panels) {
      if (!panel.path("type").asText().equals("row")) {
        assertThat(panel.path("description").asText()).isNotEmpty();
        assertThat(panel.at("/targets/0/expr").asText()).isNotEmpty();
      }
    }
  }

  private static Set<String> found(Pattern pattern) throws IOException {
    return pattern
        .matcher(Files.readString(DASHBOARD))
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toSet());
  }
}
