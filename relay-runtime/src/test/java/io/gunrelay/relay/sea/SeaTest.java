package io.gunrelay.relay.sea;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SeaTest {
  private static final long NOW = 1_700_000_000_000L;
  private static final Author ALICE = new Author();
  private static final Author BOB = new Author();
  private static final Author EVE = new Author();

  private final Sea sea = sea(SeaSettings.USUAL);

  static Sea sea(SeaSettings settings) {
    return new Sea(settings, InstantSource.fixed(Instant.ofEpochMilli(NOW)), Curves.fastest());
  }

  @Test
  void aValueThatGunJsSignedIsGood() {
    String pub =
        "PiuciMzrtSZ1opuxgVe_EsyELBOjn-RfDKTqyTPgVUU.zgPcYBNohFqxuj9L7tdWAvrpskd8hXiH8sVuMz_5zMM";
    Delta signed =
        Author.envelope(
            "~" + pub,
            "name",
            1700000000000.001,
            "{\":\":\"hello\",\"~\":\"nZBeSEQ3KjH9cERqdttNu+dRbLSo0TF1qD5FY/w2AETMQ6lzL7qD8CIpbEO4BqX6"
                + "zoGsTiW8R2IpvM98pogWiw==\"}");

    assertThat(refusal(signed)).isEmpty();
    assertThat(refusal(new Delta(signed.soul(), "names", signed.state(), signed.value())))
        .startsWith("Unverified data. 'names' on");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"hello\"",
        "\"{\\\"looks\\\":\\\"like JSON\\\"}\"",
        "\"\\\"quoted\\\" \\\\ \\n \\u0001\"",
        "\"\u2028\u007f\u00e9\ud83d\ude00\"",
        "1",
        "1e+21",
        "1e-7",
        "0.1",
        "true",
        "null",
        "{\"#\":\"a soul\"}"
      })
  void everyKindOfValueIsGoodWhenItsOwnerSignedIt(String json) {
    assertThat(refusal(ALICE.put(ALICE.soul(), "key", NOW, json))).isEmpty();
    assertThat(refusal(ALICE.put(ALICE.soul() + "/a/b", "key", -1.5, json))).isEmpty();
    assertThat(refusal(EVE.put(ALICE.soul(), "key", NOW, json))).startsWith("Unverified data.");
  }

  @Test
  void aNumberIsSignedAsJavaScriptPrintsIt() {
    String signature = ALICE.sign(Author.text(ALICE.soul(), "n", NOW, "1"));
    assertThat(refusal(signed("n", "1.0", signature))).isEmpty();
    assertThat(refusal(signed("n", "1e0", signature))).isEmpty();
    assertThat(refusal(signed("n", "1.5", signature))).startsWith("Unverified");
  }

  @Test
  void halfOfASurrogatePairIsSignedAsItsEscape() {
    String signature = ALICE.sign(Author.text(ALICE.soul(), "k", NOW, "\"\\ud800\""));
    assertThat(refusal(signed("k", "\"\ud800\"", signature))).isEmpty();
    assertThat(refusal(signed("k", "\"\\uD800\"", signature))).isEmpty();
  }

  @Test
  void whatIsNotSignedIsRefusedInTheSpaceOfAUser() {
    for (String json : List.of("\"plain\"", "1", "true", "null", "{\"#\":\"soul\"}", "\"{}\"")) {
      assertThat(refusal(new Delta(ALICE.soul(), "key", NOW, Bytes.utf8(json))))
          .startsWith("Unverified data.");
    }
  }

  @Test
  void aSignatureIsBoundToSoulKeyStateAndValue() {
    Delta good = ALICE.put(ALICE.soul(), "key", NOW, "\"value\"");
    assertThat(refusal(good)).isEmpty();
    assertThat(refusal(new Delta(ALICE.soul() + "/x", "key", NOW, good.value()))).isNotEmpty();
    assertThat(refusal(new Delta(ALICE.soul(), "other", NOW, good.value()))).isNotEmpty();
    assertThat(refusal(new Delta(ALICE.soul(), "key", NOW + 1, good.value()))).isNotEmpty();
    String changed = good.value().text().replace("value", "valuf");
    assertThat(refusal(new Delta(ALICE.soul(), "key", NOW, Bytes.utf8(changed)))).isNotEmpty();
  }

  @Test
  void aStateOfZeroIsNoStateForGunJsAndCannotBeSigned() {
    assertThat(refusal(ALICE.put(ALICE.soul(), "key", 0, "\"v\""))).startsWith("Unverified");
  }

  @Test
  void theKeyOfAnAccountStandsUnsignedAndNothingElseDoes() {
    assertThat(refusal(new Delta(ALICE.soul(), "pub", NOW, Author.quoted(ALICE.pub())))).isEmpty();
    assertThat(refusal(new Delta(ALICE.soul(), "pub", NOW, Author.quoted(BOB.pub()))))
        .startsWith("Account not same!");
    assertThat(refusal(new Delta(ALICE.soul() + "/x", "pub", NOW, Author.quoted(ALICE.pub()))))
        .startsWith("Unverified data.");
  }

  @ParameterizedTest
  @CsvSource({
    "foo~bar, ''",
    "foo~bar/baz, bar.baz",
    "room~X.Y/z, X.Y",
    "~X.Y, X.Y",
    "~X.Y.Z, X.Y",
    "~.Y, .Y",
    "~X., X.",
    "~a~b.c, ''",
    "~~b.c, ''",
    "~a-b_c/d, a-b_c.d",
    "x~@bob, .bob",
    "~, ''"
  })
  void theKeyInASoulIsFoundAsGunJsFindsIt(String soul, String owner) {
    assertThat(Souls.owner(soul)).isEqualTo(Optional.of(owner).filter(text -> !text.isEmpty()));
  }

  @Test
  void anAliasIsALinkToWhatItsKeySays() {
    assertThat(refusal(link("~@", "alice", "~@alice"))).isEmpty();
    assertThat(refusal(link("~@", "alice", "~@bob"))).startsWith("Alias not same!");
    assertThat(refusal(link("~@alice", ALICE.soul(), ALICE.soul()))).isEmpty();
    assertThat(refusal(link("~@alice", ALICE.soul(), BOB.soul()))).startsWith("Alias not same!");
    assertThat(refusal(new Delta("~@alice", ALICE.soul(), NOW, Bytes.utf8("null"))))
        .startsWith("Data must exist!");
    assertThat(refusal(new Delta("~@alice", ALICE.soul(), NOW, Author.quoted(ALICE.soul()))))
        .startsWith("Alias not same!");
  }

  @ParameterizedTest
  @CsvSource({
    "hello, LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    "hello, a#b#LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=",
    "hello, 2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824",
    "hello, 2CF24DBA5FB0A30E26E83B2AC5B9E29E1B161E5C1FA7425E73043362938B9824"
  })
  void contentIsNamedByItsHash(String text, String key) {
    assertThat(refusal(new Delta("posts#", key, NOW, Author.quoted(text)))).isEmpty();
    assertThat(refusal(new Delta("posts#", key, NOW, Author.quoted(text + "!"))))
        .startsWith("Data hash not same as hash!");
    assertThat(refusal(new Delta("posts", key, NOW, Author.quoted(text + "!")))).isEmpty();
  }

  @Test
  void halfOfASurrogatePairIsHashedAsAReplacementCharacter() {
    byte[] hash = Signatures.sha256().digest("\uFFFD".getBytes(StandardCharsets.UTF_8));
    String key = Base64.getEncoder().encodeToString(hash);
    assertThat(refusal(new Delta("#", key, NOW, Bytes.utf8("\"\\ud800\"")))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a<?9, -9001, true",
    "a<?9, -9000, false",
    "a<?9, 5000, false",
    "a<?0, -90000000, false",
    "a<?, -90000000, false",
    "a<?x, -90000000, false",
    "a<?1.5e1s, -15001, true",
    "a<?1.5e1s, -14999, false",
    "a<?-5, 4999, true",
    "a<?Infinity, -90000000, false"
  })
  void aSoulMaySayHowOldItsValuesMayBe(String soul, double age, boolean dropped) {
    Judgement judgement = sea.judge(List.of(new Delta(soul, "k", NOW + age, Bytes.utf8("1"))));
    assertThat(judgement.refusal()).isEmpty();
    assertThat(judgement.good()).hasSize(dropped ? 0 : 1);
  }

  @Test
  void anyoneMayWriteElsewhereUnlessOnlySignedDataIsTaken() {
    Delta open = new Delta("anything", "key", NOW, Bytes.utf8("1"));
    assertThat(refusal(open)).isEmpty();
    Sea strict = sea(new SeaSettings(true, Encryption.OFF, List.of()));
    assertThat(strict.judge(List.of(open)).refusal()).startsWith("Soul missing public key.");
    assertThat(strict.judge(List.of(ALICE.put(ALICE.soul(), "k", NOW, "1"))).refusal()).isEmpty();
  }

  @Test
  void theGoodKeysOfAPutAreKeptInTheirOrderAndTheFirstRefusalIsTold() {
    Delta one = new Delta("public", "1", NOW, Bytes.utf8("1"));
    Delta forged = EVE.put(ALICE.soul(), "forged", NOW, "1");
    Delta two = ALICE.put(ALICE.soul(), "2", NOW, "2");
    Delta alias = link("~@x", "y", "z");
    Judgement judgement = sea.judge(List.of(one, forged, two, alias));
    assertThat(judgement.good()).containsExactly(one, two);
    assertThat(judgement.refusal()).startsWith("Unverified data. 'forged'");
    assertThat(sea.figures().refused())
        .containsEntry(Reason.UNVERIFIED, 1L)
        .containsEntry(Reason.ALIAS, 1L);
  }

  @Test
  void whatWasVerifiedIsNotComputedAgainAndWhatFailedIsNotRemembered() {
    Delta good = ALICE.put(ALICE.soul(), "key", NOW, "1");
    for (int i = 0; i < 3; i++) {
      assertThat(refusal(good)).isEmpty();
    }
    assertThat(sea.figures().verified()).isEqualTo(1);
    assertThat(sea.figures().recalled()).isEqualTo(2);
    assertThat(refusal(new Delta(BOB.soul(), "key", NOW, good.value()))).isNotEmpty();
    assertThat(refusal(new Delta(BOB.soul(), "key", NOW, good.value()))).isNotEmpty();
    assertThat(sea.figures().verified()).isEqualTo(3);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"c\":\"BOB\",\"w\":\"inbox/key\"}",
        "{\"c\":\"*\",\"w\":{\"*\":\"inbox\"}}",
        "{\"c\":[\"EVE\",\"BOB\"],\"w\":{\"#\":{\"*\":\"in\"},\".\":{\">\":\"a\",\"<\":\"z\"}}}",
        "{\"c\":[\"*\"],\"w\":[\"nothing\",{\".\":\"key\"}]}",
        "{\"w\":{\"#\":\"inbox\"},\"c\":\"BOB\"}",
        "{\"c\":\"BOB\",\"e\":1700000000001,\"w\":{\"#\":\"inbox\"}}",
        "{\"c\":\"BOB\",\"e\":\"1700000000001\",\"w\":{\"#\":\"inbox\"}}",
        "{\"c\":\"BOB\",\"w\":{\"=\":\"inbox/key\"}}"
      })
  void aCertificateLetsAnotherWrite(String terms) {
    String certificate = ALICE.certify(named(terms));
    assertThat(refusal(BOB.put(ALICE.soul() + "/inbox", "key", NOW, "\"hi\"", certificate)))
        .isEmpty();
  }

  static Stream<Map.Entry<String, String>> insufficient() {
    return Stream.of(
        Map.entry("{\"c\":\"EVE\",\"w\":{\"*\":\"inbox\"}}", "Certificate verification fail."),
        Map.entry("{\"c\":[\"EVE\"],\"w\":{\"*\":\"inbox\"}}", "Certificate verification fail."),
        Map.entry("{\"c\":\"BOB\",\"w\":{\"*\":\"outbox\"}}", "Certificate verification fail."),
        Map.entry("{\"c\":\"BOB\",\"w\":null}", "Certificate verification fail."),
        Map.entry("{\"c\":\"BOB\"}", "Certificate verification fail."),
        Map.entry(
            "{\"c\":\"BOB\",\"w\":{\"*\":\"inbox\",\"+\":\"*\"}}",
            "Certificate verification fail."),
        Map.entry(
            "{\"c\":\"BOB\",\"e\":1699999999999,\"w\":{\"*\":\"inbox\"}}", "Certificate expired."),
        Map.entry(
            "{\"c\":\"BOB\",\"e\":\"soon\",\"w\":{\"*\":\"inbox\"}}", "Certificate expired."));
  }

  @ParameterizedTest
  @MethodSource("insufficient")
  void aCertificateLetsNobodyDoMoreThanItSays(Map.Entry<String, String> termsAndReason) {
    String certificate = ALICE.certify(named(termsAndReason.getKey()));
    assertThat(refusal(BOB.put(ALICE.soul() + "/inbox", "key", NOW, "\"hi\"", certificate)))
        .startsWith(termsAndReason.getValue());
  }

  @Test
  void aCertificateMustBeSignedByTheOwnerOfTheSoul() {
    String terms = named("{\"c\":\"BOB\",\"w\":{\"*\":\"inbox\"}}");
    assertThat(refusal(BOB.put(ALICE.soul() + "/inbox", "k", NOW, "1", BOB.certify(terms))))
        .startsWith("Certificate verification fail.");
    String certificate = ALICE.certify(terms);
    Delta stolen = BOB.put(ALICE.soul() + "/inbox", "k", NOW, "1", certificate);
    String asEve = stolen.value().text().replace(BOB.pub(), EVE.pub());
    assertThat(refusal(new Delta(stolen.soul(), "k", NOW, Bytes.utf8(asEve)))).isNotEmpty();
  }

  @Test
  void whoNamesAnotherWriterMustShowACertificate() {
    Delta put = EVE.put(ALICE.soul(), "key", NOW, "1", "0");
    assertThat(refusal(put)).startsWith("Unverified data.");
  }

  @Test
  void aCertificateIsGoodHoweverTheNamesInItWereOrderedWhenItWasSigned() {
    String sorted = named("{\"c\":\"BOB\",\"w\":{\"#\":\"inbox\",\".\":\"key\"}}");
    String received = named("{\"w\":{\".\":\"key\",\"#\":\"inbox\"},\"c\":\"BOB\"}");
    String signature = ALICE.sign(sorted);
    String certificate = "{\"m\":" + received + ",\"s\":\"" + signature + "\"}";
    assertThat(refusal(BOB.put(ALICE.soul() + "/inbox", "key", NOW, "1", certificate))).isEmpty();
  }

  @Test
  void whomTheOwnerHasBlockedMayNotWrite() {
    String certificate =
        ALICE.certify(named("{\"c\":\"*\",\"w\":{\"*\":\"inbox\"},\"wb\":\"blocked\"}"));
    Delta put = BOB.put(ALICE.soul() + "/inbox", "key", NOW, "1", certificate);
    Judgement judgement = sea.judge(List.of(put));
    assertThat(judgement.isSettled()).isFalse();
    List<String> asked = new ArrayList<>();

    Judgement blocked =
        sea.settle(
            judgement,
            (soul, key) -> {
              asked.add(soul + " " + key);
              return key.equals("blocked")
                  ? Optional.of(Bytes.utf8("{\"#\":\"the list\"}"))
                  : Optional.of(ALICE.put(soul, key, NOW, "true").value());
            });

    assertThat(blocked.refusal()).startsWith("Certificant blocked.");
    assertThat(asked).containsExactly(ALICE.soul() + " blocked", "the list " + BOB.pub());
    assertThat(sea.settle(judgement, (soul, key) -> Optional.empty()).good()).containsExactly(put);
    Judgement unread =
        sea.settle(
            judgement,
            (soul, key) -> {
              throw new StoredValues.UnreadableException("no");
            });
    assertThat(unread.good()).isEmpty();
    assertThat(unread.refusal()).contains("try again later");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PiuciMzrtSZ1opuxgVe_EsyELBOjn-RfDKTqyTPgVUU.zgPcYBNohFqxuj9L7tdWAvrpskd8hXiH8sVuMz_5zMN",
        "PiuciMzrtSZ1opuxgVe_EsyELBOjn-RfDKTqyTPgVUV.zgPcYBNohFqxuj9L7tdWAvrpskd8hXiH8sVuMz_5zMM",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        "__________________________________________8.__________________________________________8",
        "short.key",
        "."
      })
  void whatIsNoKeyIsNone(String pub) throws Exception {
    assertThat(new PublicKeys(Curves.fastest()).find(pub)).isEmpty();
    assertThat(new PublicKeys(Curves.ofTheJdk()).find(pub)).isEmpty();
  }

  private String refusal(Delta delta) {
    Judgement judgement = sea.judge(List.of(delta));
    assertThat(judgement.good()).hasSize(judgement.refusal().isEmpty() ? 1 : 0);
    return judgement.refusal();
  }

  private static Delta signed(String key, String json, String signature) {
    return Author.envelope(
        ALICE.soul(), key, NOW, "{\":\":" + json + ",\"~\":\"" + signature + "\"}");
  }

  private static Delta link(String soul, String key, String target) {
    return new Delta(soul, key, NOW, Bytes.utf8("{\"#\":\"" + target + "\"}"));
  }

  private static String named(String terms) {
    return terms.replace("BOB", BOB.pub()).replace("EVE", EVE.pub());
  }
}
