package io.gunrelay.operator.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What an operator costs that sends no traces. */
class UnloadedTest {

  /** Tells of a switch, in a process of its own. */
  static final class Teller {

    private Teller() {}

    static void main() {
      try (var traces = Traces.by(System.getenv(), new Traces.Self("operator-1", "1.0.0"))) {
        traces.tell(
            new Switchover(
                "shop",
                "demo",
                "0a1b",
                "west",
                "east",
                false,
                "west is down",
                Instant.EPOCH,
                Instant.EPOCH,
                Instant.EPOCH,
                false,
                List.of()));
      }
    }
  }

  @Test
  void withoutAnEndpointNothingOfOpenTelemetryIsLoaded() throws Exception {
    assertThat(loaded(""))
        .contains("gunrelay.operator.trace.Switchover")
        .doesNotContain("opentelemetry");
    assertThat(loaded("http://127.0.0.1:1")).contains("opentelemetry");
  }

  private static String loaded(String endpoint) throws IOException, InterruptedException {
    var java =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load",
                "-cp",
                System.getProperty("java.class.path"),
                Teller.class.getName())
            .redirectErrorStream(true);
    java.environment().keySet().removeIf(name -> name.startsWith("OTEL_"));
    java.environment().put("OTEL_EXPORTER_OTLP_ENDPOINT", endpoint);
    java.environment().put("OTEL_JAVA_EXPORTER_OTLP_RETRY_DISABLED", "true");
    var process = java.start();
    var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
