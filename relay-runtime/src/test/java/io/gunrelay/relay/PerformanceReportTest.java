package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.relay.transport.RawClient;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a relay says of how it does, by which versions are compared. */
class PerformanceReportTest {

  @TempDir Path data;
  private final HttpClient http = HttpClient.newHttpClient();
  private TestRelay relay;

  @BeforeEach
  void start() throws StartException {
    relay = TestRelay.start(data);
  }

  @AfterEach
  void stop() {
    relay.close();
    http.close();
  }

  @Test
  void putsAndConnectionsAreCountedFromTheStart() throws Exception {
    assertThat(sum(performance().path("acknowledged"))).isZero();
    assertThat(performance().path("connectionsOpened").asLong()).isZero();

    try (RawClient client = RawClient.open(relay.port())) {
      client.text("{\"#\":\"p\",\"put\":{\"a\":{\"_\":{\"#\":\"a\",\">\":{\"b\":1}},\"b\":1}}}");
      assertThat(client.readText()).contains("\"@\":\"p\"", "\"ok\"");

      assertThat(performance().path("connectionsOpened").asLong()).isEqualTo(1);
      assertThat(sum(performance().path("acknowledged"))).isEqualTo(1);
      assertThat(performance().path("acknowledged"))
          .hasSize(performance().path("boundsMicros").size() + 1);
      assertThat(performance().path("putsRefused").asLong()).isZero();
      assertThat(performance().path("connectionsFailed").asLong()).isZero();
    }
  }

  @Test
  void theProcessIsMeasured() throws Exception {
    assertThat(performance().path("cpuMillis").asLong()).isPositive();
    assertThat(performance().path("residentBytes").asLong()).isGreaterThan(10_000_000);
    assertThat(performance().path("behindMillis").asLong(-1)).isZero();
  }

  private JsonNode performance() throws Exception {
    HttpRequest request = HttpRequest.newBuilder(relay.admin("/report")).build();
    return new ObjectMapper()
        .readTree(http.send(request, BodyHandlers.ofString()).body())
        .path("self")
        .path("performance");
  }

  private static long sum(JsonNode counts) {
    return StreamSupport.stream(counts.spliterator(), false).mapToLong(JsonNode::asLong).sum();
  }
}
