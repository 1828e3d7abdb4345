package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.RawClient;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** gun.js' own relay passes such a question on to everybody: n clients, n times n messages. */
class GetStormTest {
  private static final int CLIENTS = 1_000;

  @TempDir Path data;

  @Test
  void aSoulThatIsNotThereIsAskedForByAThousandAndNobodyElseHearsOfIt()
      throws StartException, IOException, InterruptedException {
    List<RawClient> clients = new ArrayList<>();
    try (TestRelay relay = TestRelay.start(data)) {
      for (int i = 0; i < CLIENTS; i++) {
        clients.add(RawClient.open(relay.port()));
      }
      for (int i = 0; i < CLIENTS; i++) {
        clients.get(i).text("{\"#\":\"get" + i + "\",\"get\":{\"#\":\"nobody's soul\"}}");
      }
      for (int i = 0; i < CLIENTS; i++) {
        assertThat(clients.get(i).readText()).isEqualTo("{\"@\":\"get" + i + "\"}");
      }
      // Each was introduced to, and answered; nothing else was said to anybody.
      assertThat(sentMessages(relay)).isEqualTo(2 * CLIENTS);
      for (RawClient client : clients) {
        client.close();
      }
    }
  }

  private static long sentMessages(TestRelay relay) throws IOException, InterruptedException {
    try (HttpClient http = HttpClient.newHttpClient()) {
      String metrics =
          http.send(
                  HttpRequest.newBuilder(relay.admin("/metrics")).build(), BodyHandlers.ofString())
              .body();
      return metrics
          .lines()
          .filter(line -> line.startsWith("gunrelay_sent_messages_total"))
          .mapToLong(line -> (long) Double.parseDouble(line.substring(line.indexOf(' ') + 1)))
          .sum();
    }
  }
}
