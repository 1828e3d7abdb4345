package io.gunrelay.relay.sea;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CiphertextTest {
  private static final Author ALICE = new Author();
  private static final String SEALED =
      "SEA{\"ct\":\"c2VjcmV0IGJ5dGVz\",\"iv\":\"cmFuZG9tIGJ5dGVz\",\"s\":\"c2FsdCBieXQ=\"}";

  private final Sea requiring =
      SeaTest.sea(new SeaSettings(false, Encryption.REQUIRE, List.of("v1:[0-9a-f]{8,}")));

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"plain\"",
        "\"\"",
        "1",
        "0",
        "true",
        "false",
        "\"SEA{}\"",
        "\"SEA{\\\"ct\\\":1}\""
      })
  void aPlainValueIsRefused(String json) {
    assertThat(refusal(new Delta("soul", "key", 1, Bytes.utf8(json))))
        .startsWith("Plaintext. 'key'");
    assertThat(refusal(ALICE.put(ALICE.soul(), "key", 1, json))).startsWith("Plaintext.");
  }

  @Test
  void ciphertextIsGoodAloneAndInsideOfASignedEnvelope() {
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted(SEALED)))).isEmpty();
    assertThat(refusal(ALICE.put(ALICE.soul(), "k", 1, Author.quoted(SEALED).text()))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SEA{\"ct\":\"YQ==\",\"iv\":\"YQ==\"}",
        "SEA{\"ct\":\"YQ==\",\"iv\":\"YQ==\",\"s\":\"YQ==\",\"note\":\"plain\"}",
        "SEA{\"ct\":\"not base64!\",\"iv\":\"YQ==\",\"s\":\"YQ==\"}",
        "SEA{\"ct\":{\"a\":\"plain\"},\"iv\":\"YQ==\",\"s\":\"YQ==\"}",
        "SEA{\"ct\":\"\",\"iv\":\"YQ==\",\"s\":\"YQ==\"}",
        "SEA{\"ct\":\"YQ==\",\"iv\":\"YQ==\",\"s\":\"YQ==\"} and more",
        "{\"ct\":\"YQ==\",\"iv\":\"YQ==\",\"s\":\"YQ==\"}"
      })
  void whatOnlyLooksLikeCiphertextIsNone(String text) {
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted(text)))).startsWith("Plaintext.");
  }

  @Test
  void anEnvelopeHidesNothingBesideWhatIsSigned() {
    Delta signed = ALICE.put(ALICE.soul(), "k", 1, Author.quoted(SEALED).text());
    String more =
        signed.value().text().replace("{\\\":\\\":", "{\\\"x\\\":\\\"plain\\\",\\\":\\\":");
    assertThat(more).contains("plain");
    assertThat(refusal(new Delta(signed.soul(), "k", 1, Bytes.utf8(more))))
        .startsWith("Plaintext.");
  }

  @Test
  void linksAndDeletionsAreGood() {
    for (String json : List.of("null", "{\"#\":\"another\"}")) {
      assertThat(refusal(new Delta("soul", "key", 1, Bytes.utf8(json)))).isEmpty();
      assertThat(refusal(ALICE.put(ALICE.soul(), "key", 1, json))).isEmpty();
    }
    assertThat(refusal(new Delta("~@", "alice", 1, Bytes.utf8("{\"#\":\"~@alice\"}")))).isEmpty();
  }

  @Test
  void anAccountIsGoodAndOnlyWhereAccountsAre() {
    String auth = "{\"ek\":{\"ct\":\"YQ==\",\"iv\":\"YQ==\",\"s\":\"YQ==\"},\"s\":\"salt\"}";
    String open = "{\"ek\":{\"priv\":\"the key\"},\"s\":\"salt\"}";
    assertThat(refusal(new Delta(ALICE.soul(), "pub", 1, Author.quoted(ALICE.pub())))).isEmpty();
    assertThat(refusal(account("alias", "alice"))).isEmpty();
    assertThat(refusal(account("epub", ALICE.pub()))).isEmpty();
    assertThat(refusal(account("epub", "not a key"))).startsWith("Plaintext.");
    assertThat(refusal(account("auth", auth))).isEmpty();
    assertThat(refusal(account("auth", open))).startsWith("Plaintext.");
    assertThat(refusal(account("name", "alice"))).startsWith("Plaintext.");
    assertThat(refusal(ALICE.put(ALICE.soul() + "/x", "alias", 1, "\"alice\"")))
        .startsWith("Plaintext.");
  }

  @Test
  void aCertificateIsGood() {
    String certificate = "SEA" + ALICE.certify("{\"c\":\"*\",\"w\":{\"*\":\"inbox\"}}");
    String more = "SEA" + ALICE.certify("{\"c\":\"*\",\"w\":\"a\",\"note\":\"plain\"}");
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted(certificate)))).isEmpty();
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted(more)))).startsWith("Plaintext.");
  }

  @Test
  void aShapeOfTheOperatorsChoiceIsGoodFromEndToEnd() {
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted("v1:0123abcd")))).isEmpty();
    assertThat(refusal(new Delta("soul", "key", 1, Author.quoted("v1:0123abcd plain"))))
        .startsWith("Plaintext.");
  }

  @Test
  void aShapeThatBacktracksForEverElsewhereIsMatchedInLittleTime() {
    Sea slow = SeaTest.sea(new SeaSettings(false, Encryption.REQUIRE, List.of("(a+)+(a|aa)+b")));
    Delta delta = new Delta("soul", "key", 1, Author.quoted("a".repeat(20_000)));
    assertTimeoutPreemptively(Duration.ofSeconds(10), () -> slow.judge(List.of(delta)));
  }

  @Test
  void anAuditCountsAndRefusesNothing() {
    Sea auditing = SeaTest.sea(new SeaSettings(false, Encryption.AUDIT, List.of()));
    Delta plain = new Delta("soul", "key", 1, Bytes.utf8("\"plain\""));
    Delta sealed = new Delta("soul", "key", 1, Author.quoted(SEALED));
    assertThat(auditing.judge(List.of(plain, sealed)).good()).containsExactly(plain, sealed);
    assertThat(auditing.figures().plaintext()).isEqualTo(1);
  }

  @Test
  void whatIsForgedIsRefusedForThatAndNotCountedAsPlain() {
    Delta forged = new Delta(ALICE.soul(), "key", 1, Bytes.utf8("\"plain\""));
    assertThat(refusal(forged)).startsWith("Unverified data.");
    assertThat(requiring.figures().plaintext()).isZero();
  }

  private static Delta account(String key, String value) {
    return ALICE.put(ALICE.soul(), key, 1, Author.quoted(value).text());
  }

  private String refusal(Delta delta) {
    return requiring.judge(List.of(delta)).refusal();
  }
}
