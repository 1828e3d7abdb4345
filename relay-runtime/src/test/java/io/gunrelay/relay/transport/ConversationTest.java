package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConversationTest {
  private static final String PUT =
      "{\"#\":\"p1\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\"}}}";
  private static final String GET = "{\"#\":\"g1\",\"get\":{\"#\":\"s\"}}";

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
  void aPutIsAcknowledgedWhenTheGraphSaysSoAndNotBefore() throws IOException {
    relay.graph.holdAcknowledgements();
    client.text(PUT);
    client.text("{\"#\":\"g\",\"get\":{\"#\":\"nothing\"}}");
    assertThat(client.readText()).isEqualTo("{\"@\":\"g\"}");

    relay.graph.releaseAcknowledgements();

    assertThat(client.readText()).isEqualTo("{\"@\":\"p1\",\"ok\":true}");
  }

  @Test
  void aPutThatTheGraphRefusesIsAnsweredWithTheReason() throws IOException {
    relay.graph.fail("the disk is full");
    client.text(PUT);
    assertThat(client.readText()).isEqualTo("{\"@\":\"p1\",\"err\":\"the disk is full\"}");
    client.text(GET);
    assertThat(client.readText()).isEqualTo("{\"@\":\"g1\",\"err\":\"the disk is full\"}");
  }

  @Test
  void aPutOfNothingIsAcknowledgedAtOnce() throws IOException {
    client.text("{\"#\":5,\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{}}}}}");
    assertThat(client.readText()).isEqualTo("{\"@\":5,\"ok\":true}");
  }

  @Test
  void aMalformedGraphIsAnsweredWithWhatIsWrong() throws IOException {
    client.text("{\"#\":\"p\",\"put\":{\"s\":{\"k\":1}}}");
    assertThat(client.readText())
        .isEqualTo("{\"@\":\"p\",\"err\":\"Error: Invalid graph! 's...' no meta.\"}");
  }

  @Test
  void whatIsKnownIsAnsweredAndLaterUpdatesFollow() throws IOException {
    client.text(PUT);
    client.readText();
    try (RawClient other = relay.open()) {
      other.text(GET);
      assertThat(other.readText())
          .contains(
              "\"@\":\"g1\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\"}}")
          .doesNotContain("%");

      client.text(PUT.replace("p1", "p2").replace("\"v\"", "\"w\""));

      assertThat(other.readText())
          .isEqualTo(
              "{\"#\":\"u\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"w\"}}}");
    }
  }

  @Test
  void whatIsPendingTogetherLeavesAsOneBatch() throws IOException {
    client.text(
        "[" + PUT + "," + PUT.replace("p1", "p2") + ",{\"#\":\"g\",\"get\":{\"#\":\"no\"}}]");
    assertThat(client.readText())
        .isEqualTo("[{\"@\":\"p1\",\"ok\":true},{\"@\":\"p2\",\"ok\":true},{\"@\":\"g\"}]");
  }

  @Test
  void aMessageThatComesTwiceIsHeardOnce() throws IOException {
    client.text(PUT);
    client.text(PUT);
    assertThat(client.readText()).isEqualTo("{\"@\":\"p1\",\"ok\":true}");
    client.text(PUT.replace("p1", "p3"));
    assertThat(client.readText()).isEqualTo("{\"@\":\"p3\",\"ok\":true}");
  }

  @Test
  void anAnswerThatComesTwiceUnderTwoIdsIsHeardOnce() throws IOException {
    String answer = PUT.replace("{\"#\":\"p1\"", "{\"@\":\"asked\",\"##\":77,\"#\":\"p1\"");
    try (RawClient other = relay.open()) {
      other.text(GET);
      other.readText();
      client.text(answer);
      client.text(answer.replace("p1", "p2"));
      client.text(answer.replace("p1", "p3").replace("77", "78").replace("\"v\"", "\"w\""));
      assertThat(other.readText()).contains("\"v\"");
      assertThat(other.readText()).contains("\"w\"");
    }
  }

  @Test
  void whoeverRepeatsAPutOnAnotherConnectionIsAnsweredAgain() throws IOException {
    client.text(PUT);
    client.readText();
    try (RawClient again = relay.open()) {
      again.text(PUT);
      assertThat(again.readText()).isEqualTo("{\"@\":\"p1\",\"ok\":true}");
    }
  }

  @Test
  void textThatIsNotJsonIsAnsweredAndTheConnectionStays() throws IOException {
    client.text("{\"#\":\"a\",");
    assertThat(client.readText()).isEqualTo("{\"dam\":\"!\",\"err\":\"DAM JSON parse error.\"}");
    client.text(PUT);
    assertThat(client.readText()).contains("ok");
  }

  @Test
  void verbsThatWouldMakeTheRelayDialSomebodyAreIgnored() throws IOException {
    client.text("{\"dam\":\"mob\",\"#\":\"m\",\"peers\":{\"http://127.0.0.1:1\":{}}}");
    client.text("{\"dam\":\"opt\",\"#\":\"o\",\"opt\":{\"peers\":\"http://127.0.0.1:1\"}}");
    client.text("{\"dam\":\"hi\",\"#\":\"h\"}");
    client.text("{\"dam\":\"?\",\"pid\":\"x\",\"#\":\"q\"}");
    assertThat(client.readText()).contains("\"dam\":\"?\"").contains("\"@\":\"q\"");
  }

  @Test
  void aClientThatCameBackWithAnotherValueIsAskedForIt() throws IOException {
    client.text(PUT);
    client.readText();
    client.text("{\"#\":\"a\",\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":" + "v".hashCode() + "}");
    assertThat(client.readText()).contains("\"@\":\"a\"").doesNotContain("get");
    client.text("{\"#\":\"b\",\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":" + "w".hashCode() + "}");
    assertThat(client.readText()).contains("\"get\":{\"#\":\"s\",\".\":\"k\"}");
    client.text("{\"#\":\"c\",\"get\":{\"#\":\"t\",\".\":\"k\"},\"##\":7}");
    assertThat(client.readText()).contains("{\"@\":\"c\"}").contains("\"get\":{\"#\":\"t\"");
  }

  @Test
  void aGunJsThatComesBackIsAskedForAllThatItAsksFor() throws IOException {
    client.text(PUT);
    client.readText();
    try (RawClient back = relay.open()) {
      back.text("[" + GET + ",{\"#\":\"k\",\"get\":{\"#\":\"t\",\".\":\"k\"}}]");
      assertThat(back.readText()).contains("\"@\":\"g1\",\"put\"").contains("{\"@\":\"k\"}");

      back.text("{\"dam\":\"?\",\"pid\":\"p\",\"@\":\"hello\",\"#\":\"i\"}");

      int hash = "{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\"}}".hashCode();
      assertThat(back.readText())
          .contains("\"get\":{\"#\":\"s\"},\"##\":" + hash + "}")
          .contains("\"get\":{\"#\":\"t\",\".\":\"k\"}}");
      back.text(GET.replace("g1", "g2").replace("\"s\"", "\"u\""));
      assertThat(back.readText()).contains("{\"@\":\"g2\"}").contains("\"get\":{\"#\":\"u\"}}");
    }
  }

  @Test
  void aQuestionThatComesRoundByAnotherRelayIsNotAskedBackAgain() throws IOException {
    client.text("{\"dam\":\"?\",\"pid\":\"p\",\"@\":\"hello\",\"#\":\"i\"}");
    client.text(GET);
    assertThat(client.readText()).contains("{\"@\":\"g1\"}").contains("\"get\":{\"#\":\"s\"}}");

    client.text(GET.replace("g1", "g2"));
    assertThat(client.readText()).isEqualTo("{\"@\":\"g2\"}");
    client.text("{\"#\":\"a\",\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":1}");
    assertThat(client.readText()).contains("{\"@\":\"a\"}").contains("\"get\":{\"#\":\"s\",");
    client.text("{\"#\":\"b\",\"get\":{\"#\":\"s\",\".\":\"k\"},\"##\":2}");
    assertThat(client.readText()).isEqualTo("{\"@\":\"b\"}");
  }

  @Test
  void aGunJsThatHasJustBegunIsNotAsked() throws IOException {
    client.text(
        "[{\"dam\":\"hi\",\"#\":\"h\"},"
            + GET
            + ",{\"dam\":\"?\",\"pid\":\"p\",\"@\":\"hello\",\"#\":\"i\"}]");
    assertThat(client.readText()).isEqualTo("{\"@\":\"g1\"}");
    client.text(PUT);
    assertThat(client.readText()).isEqualTo("{\"@\":\"p1\",\"ok\":true}");
  }

  @Test
  void aPatternIsAnsweredWithAllThatItMatches() throws IOException {
    client.text(PUT);
    client.readText();
    client.text(PUT.replace("p1", "p2").replace("\"s\"", "\"t\""));
    client.readText();
    client.text("{\"#\":\"f\",\"get\":{\"#\":{\">\":\"s\"},\".\":{\"=\":\"k\"}}}");
    assertThat(client.readText())
        .contains(
            "\"@\":\"f\",\"put\":{\"s\":{\"_\":{\"#\":\"s\",\">\":{\"k\":1}},\"k\":\"v\"},"
                + "\"t\":{\"_\":{\"#\":\"t\",\">\":{\"k\":1}},\"k\":\"v\"}},\"##\":")
        .doesNotContain("%");
    assertThat(relay.clientPort.subscriptions()).isEqualTo(1);
  }

  @Test
  void whatAnswersTheRelayIsMergedAndNotAcknowledged() throws IOException {
    client.text(PUT.replace("{\"#\":\"p1\"", "{\"@\":\"asked\",\"#\":\"p1\""));
    client.text(GET);
    assertThat(client.readText()).contains("\"@\":\"g1\",\"put\"");
  }

  @Test
  void subscriptionsHaveALimitThatRepetitionsDoNotCountAgainst() throws IOException {
    for (int i = 0; i < 3; i++) {
      client.text("{\"#\":\"a" + i + "\",\"get\":{\"#\":\"soul" + i + "\"}}");
      assertThat(client.readText()).isEqualTo("{\"@\":\"a" + i + "\"}");
    }
    client.text("{\"#\":\"again\",\"get\":{\"#\":\"soul1\"}}");
    assertThat(client.readText()).isEqualTo("{\"@\":\"again\"}");

    client.text("{\"#\":\"more\",\"get\":{\"#\":\"soul3\"}}");

    assertThat(client.readText())
        .isEqualTo(
            "{\"@\":\"more\",\"err\":\"Too many subscriptions: this relay allows 3 on one"
                + " connection.\"}");
    assertThat(relay.clientPort.subscriptions()).isEqualTo(3);
  }
}
