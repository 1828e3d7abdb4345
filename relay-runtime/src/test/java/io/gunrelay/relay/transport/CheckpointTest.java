package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.sea.Author;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CheckpointTest {
  private static final Pattern ANSWER = Pattern.compile("\"@\":\"(\\w+)\"");
  private static final Author ALICE = new Author();
  private static final Author BOB = new Author();
  private static final Author EVE = new Author();

  private PortFixture relay;
  private RawClient client;

  @BeforeEach
  void connect() throws IOException {
    relay = new PortFixture(new ClientLimits(4, 1 << 20, 100));
    client = relay.open();
  }

  @AfterEach
  void disconnect() throws IOException {
    client.close();
    relay.close();
  }

  @Test
  void aForgedValueIsRefusedWithTheReason() throws IOException {
    client.text(put("p", EVE.put(ALICE.soul(), "name", 1, "\"Alice\"")));
    assertThat(client.readText())
        .startsWith("{\"@\":\"p\",\"err\":\"Unverified data. 'name' on '~");
  }

  @Test
  void whatIsGoodInAPutIsStoredAndItsSenderHearsWhatWasNot() throws IOException {
    client.text(
        put("p", new Delta("open", "k", 1, Bytes.utf8("1")), EVE.put(ALICE.soul(), "k", 1, "1")));
    assertThat(client.readText()).contains("\"@\":\"p\",\"err\":\"Unverified data.");
    client.text("{\"#\":\"g\",\"get\":{\"#\":\"open\"}}");
    assertThat(client.readText()).contains("\"k\":1");
  }

  @Test
  void aPutThatIsTooOldForItsSoulIsPassedOverInSilence() throws IOException {
    client.text(put("old", new Delta("forget<?9", "k", 1, Bytes.utf8("1"))));
    client.text(put("next", new Delta("open", "k", 1, Bytes.utf8("1"))));
    assertThat(client.readText()).isEqualTo("{\"@\":\"next\",\"ok\":true}");
  }

  @Test
  void putsAndQueriesKeepTheirOrderThoughSomePutsAreJudgedOnOtherThreads() throws IOException {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      messages.add(
          i % 3 == 0
              ? put("m" + i, new Delta("open", "k" + i, 1, Bytes.utf8("1")))
              : put("m" + i, ALICE.put(ALICE.soul(), "k" + i, 1, "\"v\"")));
    }
    messages.add("{\"#\":\"last\",\"get\":{\"#\":\"" + ALICE.soul() + "\",\".\":\"k59\"}}");
    client.text("[" + String.join(",", messages) + "]");

    List<String> expected =
        IntStream.range(0, 60).mapToObj(i -> "m" + i).collect(Collectors.toList());
    expected.add("last");
    assertThat(answers(61)).isEqualTo(expected);
  }

  @Test
  void aSmallPutDoesNotOvertakeThoseOfTheFrameBefore() throws IOException {
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      messages.add(put("m" + i, ALICE.put(ALICE.soul(), "k" + i, 1, "\"v\"")));
    }
    client.text("[" + String.join(",", messages) + "]");
    client.text(put("small", new Delta("open", "k", 1, Bytes.utf8("1"))));

    assertThat(answers(41).getLast()).isEqualTo("small");
  }

  /** Judged at once: what is open, and what was verified before. Not so: what is new and signed. */
  @Test
  void framesKeepTheirOrderAndAQueryFindsWhatWasPutBeforeIt() throws IOException {
    String known = put("%s", ALICE.put(ALICE.soul(), "known", 1, "1"));
    client.text(known.formatted("known"));
    assertThat(answers(1)).containsExactly("known");
    List<String> expected = new ArrayList<>();
    for (int i = 0; i < 40; i++) {
      List<String> verified = new ArrayList<>();
      for (int k = 0; k <= PutChecks.SIGNATURES_IN_LOOP; k++) {
        String id = "v%dk%d".formatted(i, k);
        expected.add(id);
        verified.add(put(id, ALICE.put(ALICE.soul() + "/" + i, "k" + k, 1, "\"" + id + "\"")));
      }
      client.text("[" + String.join(",", verified) + "]");
      expected.addAll(List.of("recalled" + i, "open" + i));
      client.text(known.formatted("recalled" + i));
      client.text(put("open" + i, new Delta("open", "k" + i, 1, Bytes.utf8("1"))));
      client.text(
          "{\"#\":\"found%d\",\"get\":{\"#\":\"%s/%d\",\".\":\"k%d\"}}"
              .formatted(i, ALICE.soul(), i, PutChecks.SIGNATURES_IN_LOOP));
    }

    StringBuilder said = new StringBuilder();
    List<String> answers = answers(expected.size() + 40, said);
    // A query does not wait for the disk as an acknowledgement does.
    answers.removeIf(id -> id.startsWith("found"));
    assertThat(answers).isEqualTo(expected);
    for (int i = 0; i < 40; i++) {
      assertThat(said).contains("v%dk%d\\\"".formatted(i, PutChecks.SIGNATURES_IN_LOOP));
    }
  }

  @Test
  void aLargePutIsJudgedWholeOnAnotherThread() throws IOException {
    Delta large = ALICE.put(ALICE.soul(), "k", 1, "\"" + "x".repeat(300_000) + "\"");
    client.text(put("large", large));
    assertThat(client.readText()).isEqualTo("{\"@\":\"large\",\"ok\":true}");
    String changed = large.value().text().replace("xxx\\\"", "xxy\\\"");
    client.text(put("forged", new Delta(ALICE.soul(), "k", 2, Bytes.utf8(changed))));
    assertThat(client.readText()).startsWith("{\"@\":\"forged\",\"err\":\"Unverified data.");
  }

  @Test
  void aBlockListIsReadFromTheGraph() throws IOException {
    String certificate = ALICE.certify("{\"c\":\"*\",\"w\":{\"*\":\"inbox\"},\"wb\":\"blocked\"}");
    String inbox = ALICE.soul() + "/inbox";
    String list = ALICE.soul() + "/blocked";
    client.text(put("first", BOB.put(inbox, "a", 1, "1", certificate)));
    assertThat(client.readText()).isEqualTo("{\"@\":\"first\",\"ok\":true}");

    client.text(
        put(
            "block",
            ALICE.put(ALICE.soul(), "blocked", 1, "{\"#\":\"" + list + "\"}"),
            ALICE.put(list, BOB.pub(), 1, "true")));
    assertThat(client.readText()).isEqualTo("{\"@\":\"block\",\"ok\":true}");

    client.text(put("second", BOB.put(inbox, "b", 1, "1", certificate)));
    assertThat(client.readText())
        .startsWith("{\"@\":\"second\",\"err\":\"Certificant blocked. 'b' on");
    client.text(put("other", EVE.put(inbox, "c", 1, "1", certificate)));
    assertThat(client.readText()).isEqualTo("{\"@\":\"other\",\"ok\":true}");
  }

  /** The ids that are answered, in the order of the answers. */
  private List<String> answers(int count) throws IOException {
    return answers(count, new StringBuilder());
  }

  private List<String> answers(int count, StringBuilder said) throws IOException {
    List<String> answers = new ArrayList<>();
    while (answers.size() < count) {
      String frame = client.readText();
      said.append(frame);
      Matcher matcher = ANSWER.matcher(frame);
      while (matcher.find()) {
        answers.add(matcher.group(1));
      }
    }
    return answers;
  }

  /** A put of keys of different nodes. */
  static String put(String id, Delta... deltas) {
    List<String> nodes = new ArrayList<>();
    for (Delta delta : deltas) {
      nodes.add(
          "\"%1$s\":{\"_\":{\"#\":\"%1$s\",\">\":{\"%2$s\":%3$s}},\"%2$s\":%4$s}"
              .formatted(delta.soul(), delta.key(), (long) delta.state(), delta.value()));
    }
    return "{\"#\":\"" + id + "\",\"put\":{" + String.join(",", nodes) + "}}";
  }
}
