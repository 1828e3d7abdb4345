package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.DrainOrder;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HandOverTest {
  private static final Duration SOON = Duration.ofSeconds(20);
  private static final String PUT =
      "{\"#\":\"p1\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\"}}}";
  private static final String MOB =
      "\\{\"dam\":\"mob\",\"mob\":1,\"peers\":\\{\"ws://relay/gun\\?r=\\w{18}\":\\{}}}";

  private PortFixture relay;
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    relay = new PortFixture();
    client = relay.open();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    relay.close();
  }

  @Test
  void aClientIsToldToDialItsOwnUrlAgainWithAFreshToken() throws IOException {
    relay.drains.begin(new DrainOrder(null, null, null));
    assertThat(client.readText()).matches(MOB);

    client.close();

    Eventually.await("it is counted", SOON, () -> relay.closed("moved") == 1);
    Eventually.await("it moved", SOON, () -> relay.drains.report().moved() == 1);
  }

  @Test
  void whatIsPutIsAcknowledgedBeforeTheClientIsSentAway() throws IOException {
    relay.graph.holdAcknowledgements();
    client.text(PUT);
    client.text("{\"#\":\"g\",\"get\":{\"#\":\"nothing\"}}");
    assertThat(client.readText()).isEqualTo("{\"@\":\"g\"}");
    relay.drains.begin(new DrainOrder(null, null, null));
    Eventually.await("it is told", SOON, () -> relay.drains.report().told() == 1);

    relay.graph.releaseAcknowledgements();

    assertThat(client.readText())
        .matches("\\[\\{\"@\":\"p1\",\"ok\":true}," + MOB + "]|\\{\"@\":\"p1\",\"ok\":true}");
  }

  @Test
  void whoIsNeverAnsweredIsSentAwayAllTheSame() throws IOException {
    relay.graph.holdAcknowledgements();
    client.text(PUT);
    relay.drains.begin(new DrainOrder(null, null, null));
    assertThat(client.readText()).matches(MOB);
  }

  @Test
  void aClientThatIsLedBackIsTakenInAndSentAwayLater() throws IOException {
    relay.drains.begin(new DrainOrder(null, null, null));
    String told = client.readText();
    assertThat(told).matches(MOB);
    String path = told.substring(told.indexOf("/gun"), told.indexOf("\":{}"));
    client.close();

    try (RawClient back = new RawClient(relay.port)) {
      assertThat(back.request("GET " + path + " HTTP/1.1", RawClient.upgrade()))
          .startsWith("HTTP/1.1 101");
      assertThat(back.readText()).contains("\"dam\":\"?\"");
      assertThat(back.readText()).matches(MOB).doesNotContain(path);
      assertThat(relay.drains.report().returned()).isEqualTo(1);
    }
  }
}
