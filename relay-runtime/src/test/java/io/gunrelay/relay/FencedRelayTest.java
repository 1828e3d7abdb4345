package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.RegionLease;
import io.gunrelay.relay.transport.Eventually;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A relay of a fleet of two regions acknowledges what it may. */
class FencedRelayTest {
  private static final Duration SOON = Duration.ofSeconds(20);

  @TempDir Path folder;
  private final HttpClient http = HttpClient.newHttpClient();

  @Test
  void aPutIsAcknowledgedOnlyWhileAnOperatorHearsTheRegion() throws Exception {
    for (String durability : List.of("memory", "disk")) {
      try (ConfiguredRelay relay = start(durability, "acks", 1_500);
          TestSocket client = TestSocket.open(relay.uri(), "https://app.example")) {
        client.say(put("first"));
        assertThat(client.hasHeard("\"@\":\"first\"")).isFalse();
        hear(relay, "west");
        Eventually.await("it is told", SOON, () -> client.hasHeard("\"@\":\"first\""));
        Eventually.await("it is cut off", SOON, () -> isState(relay, FenceReport.State.ISOLATED));
        client.say(put("second"));
        client.say("{\"#\":\"get\",\"get\":{\"#\":\"soul\"}}");
        Eventually.await("it is read", SOON, () -> client.hasHeard("\"@\":\"get\""));
        assertThat(client.hasHeard("\"@\":\"second\"")).isFalse();
        hear(relay, "west");
        Eventually.await("it is told", SOON, () -> client.hasHeard("\"@\":\"second\""));
      }
    }
  }

  @Test
  void theStrictPolicyRefusesPutsAndSaysWhy() throws Exception {
    try (ConfiguredRelay relay = start("disk", "writes", 1_000);
        TestSocket client = TestSocket.open(relay.uri(), "https://app.example")) {
      client.say(put("first"));
      Eventually.await("it is refused", SOON, () -> client.hasHeard("cut off from the other"));
      Eventually.await("it says so", SOON, () -> relay.message().contains("puts are refused"));
    }
  }

  @Test
  void whoMayGiveNoOrdersOpensNothing() throws Exception {
    Path tokens = Files.writeString(folder.resolve("tokens"), "0".repeat(40) + "\n");
    try (ConfiguredRelay relay = start("disk", "acks", 60_000, "adminTokenFile: " + tokens)) {
      for (int i = 0; i < 3; i++) {
        ask(relay, "west", "1".repeat(40));
      }
      assertThat(relay.fence().state()).isEqualTo(FenceReport.State.ISOLATED);
      for (int i = 0; i < 3; i++) {
        ask(relay, "west", "0".repeat(40));
      }
      assertThat(relay.fence().state()).isEqualTo(FenceReport.State.OPEN);
    }
  }

  private ConfiguredRelay start(String durability, String fence, int afterMs, String... more)
      throws Exception {
    Path own = Files.createTempDirectory(folder, "relay");
    return ConfiguredRelay.start(
        own,
        """
        region: west
        durability: %s
        fence: %s
        fenceAfterMs: %d
        fenceRegions: [west, east]
        replicationInsecure: true
        replicationPort: 0
        %s
        """
            .formatted(durability, fence, afterMs, String.join("\n", more)));
  }

  private void hear(ConfiguredRelay relay, String holder) throws Exception {
    ask(relay, holder, "");
    ask(relay, holder, "");
  }

  private void ask(ConfiguredRelay relay, String holder, String token) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(relay.admin() + AdminPort.REPORT))
            .header(
                AdminPort.LEASES_HEADER,
                RegionLease.line(List.of(new RegionLease("west", holder, 1))))
            .header(AdminPort.HEARD_HEADER, relay.fence().mark());
    if (!token.isEmpty()) {
      request.header(AdminPort.TOKEN_HEADER, token);
    }
    assertThat(http.send(request.build(), BodyHandlers.ofString()).statusCode()).isEqualTo(200);
  }

  private static boolean isState(ConfiguredRelay relay, FenceReport.State state) {
    return relay.fence().state() == state;
  }

  private static String put(String id) {
    return ("{\"#\":\"%s\",\"put\":{\"soul\":{\"_\":{\"#\":\"soul\",\">\":{\"%s\":1}},"
            + "\"%s\":1}}}")
        .formatted(id, id, id);
  }
}
