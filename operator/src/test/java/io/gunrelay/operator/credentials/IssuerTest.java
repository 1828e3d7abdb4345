package io.gunrelay.operator.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.operator.credentials.Credentials.Step;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class IssuerTest {

  private static final Duration DELIVERY = Duration.ofMinutes(10);
  private static final Duration DAY = Duration.ofDays(1);

  private final Issuer issuer = new Issuer(new SecureRandom(), DELIVERY);
  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private String token = "";
  private Found found = Found.NOTHING;

  @BeforeEach
  void issueTheFirst() {
    assertThat(round()).isEqualTo(Optional.of(Step.Kind.ISSUED));
  }

  /** Decides, and keeps what was decided. */
  private Optional<Step.Kind> round() {
    var credentials = issuer.issue("id", found, token, now);
    found = new Found(credentials.authority(), credentials.certificate(), credentials.since());
    return credentials.step().map(Step::kind);
  }

  private Instant next() {
    return issuer.issue("id", found, token, now).next();
  }

  private String text(String key) {
    return found.certificate().getOrDefault(key, "");
  }

  private X509Certificate leaf() {
    return Pem.signer(text("tls.crt"), text("tls.key")).orElseThrow().certificate();
  }

  private List<X509Certificate> trusted() {
    return Pem.certificates(text("ca.crt"));
  }

  private boolean isTrustedBy(List<X509Certificate> authorities) {
    return authorities.stream().anyMatch(authority -> Pem.hasSigned(authority, leaf()));
  }

  @Test
  void aCertificateNamesItsFleetAndIsForBothEnds() throws Exception {
    assertThat(leaf().getSubjectAlternativeNames())
        .singleElement()
        .isEqualTo(List.of(6, "gunrelay://fleet/id"));
    assertThat(leaf().getExtendedKeyUsage())
        .containsExactlyInAnyOrder("1.3.6.1.5.5.7.3.1", "1.3.6.1.5.5.7.3.2");
    assertThat(leaf().getBasicConstraints()).isEqualTo(-1);
    assertThat(trusted())
        .singleElement()
        .satisfies(authority -> {
          assertThat(authority.getBasicConstraints()).isZero();
          assertThat(Pem.hasSigned(authority, leaf())).isTrue();
        });
    assertThat(found.certificate())
        .containsOnlyKeys("tls.crt", "tls.key", "ca.crt", "admin-tokens");
  }

  @Test
  void whatStandsIsKeptAsItIs() {
    var before = found;
    for (int day = 0; day < 59; day++) {
      now = now.plus(DAY);
      assertThat(round()).isEmpty();
    }
    assertThat(found).isEqualTo(before);
  }

  @Test
  void aCertificateIsRenewedAtTwoThirdsOfItsLife() {
    var authority = found.authority().get("ca.key");
    var first = leaf();

    now = next();
    assertThat(round()).contains(Step.Kind.RENEWED);

    assertThat(Duration.between(Instant.parse("2026-01-01T00:00:00Z"), now).toDays())
        .isBetween(59L, 60L);
    assertThat(leaf()).isNotEqualTo(first);
    assertThat(leaf().getPublicKey()).isNotEqualTo(first.getPublicKey());
    assertThat(found.authority()).containsEntry("ca.key", authority);
    assertThat(round()).isEmpty();
  }

  @Test
  void aTokenIsReplacedWithTheCertificateAndBothCountUntilRelaysKnowTheNewOne() {
    var first = tokens();
    assertThat(first).singleElement().asString().hasSize(43);
    now = next();
    round();
    assertThat(tokens()).hasSize(2).endsWith(first.getFirst());
    assertThat(orderToken()).isEqualTo(first.getFirst());

    now = now.plus(DELIVERY).minusSeconds(1);
    assertThat(round()).isEmpty();
    assertThat(next()).isEqualTo(now.plusSeconds(1));
    var both = tokens();
    now = now.plusSeconds(1);
    assertThat(round()).contains(Step.Kind.TOKENS);
    assertThat(tokens()).containsExactly(both.getFirst());
    assertThat(orderToken()).isEqualTo(both.getFirst());
    assertThat(round()).isEmpty();
  }

  /** Whichever two of its states relays and operator know, the operator's token is taken. */
  @Test
  void whatTheOperatorShowsIsTakenByRelaysThatAreOneWriteBehind() {
    token = "please";
    for (int write = 0; write < 6; write++) {
      var known = tokens();
      round();
      assertThat(known).contains(orderToken());
      now = now.plus(DELIVERY);
    }
    assertThat(tokens()).hasSize(1);
  }

  @Test
  void aFormerTokenIsNotTakenOutWhileAClusterDoesNotAnswer() {
    now = next();
    round();
    now = now.plus(DAY);
    var credentials = issuer.issue("id", found.everywhere(false), token, now);
    assertThat(credentials.step()).isEmpty();
    assertThat(credentials.certificate()).isEqualTo(found.certificate());
  }

  @Test
  void tokensThatAStrangerAddsOrDamagesArePutBack() {
    for (var text : List.of(text("admin-tokens") + "x".repeat(43) + "\n", "short", "")) {
      var before = tokens();
      found =
          new Found(
              found.authority(), with(found.certificate(), "admin-tokens", text), found.since());
      assertThat(round()).contains(Step.Kind.REPAIRED);
      assertThat(tokens()).isEqualTo(before);
      found =
          new Found(
              with(found.authority(), "admin-tokens", text.repeat(3)),
              found.certificate(),
              found.since());
      round();
      assertThat(tokens()).as("what relays know is kept").isEqualTo(before);
    }
  }

  @Test
  void aFleetOfAFormerVersionGetsATokenAndKeepsItsCertificate() {
    var leaf = leaf();
    found =
        new Found(
            without(found.authority(), "admin-tokens"),
            without(found.certificate(), "admin-tokens"),
            found.since());
    assertThat(round()).contains(Step.Kind.TOKENS);
    assertThat(tokens()).hasSize(1);
    assertThat(leaf()).isEqualTo(leaf);
    assertThat(round()).isEmpty();
  }

  private List<String> tokens() {
    return text("admin-tokens").lines().toList();
  }

  private String orderToken() {
    return issuer.issue("id", found, token, now).orderToken().orElseThrow();
  }

  private static Map<String, String> without(Map<String, String> texts, String key) {
    var changed = new HashMap<>(texts);
    changed.remove(key);
    return changed;
  }

  /** What relays hold before and after each write go together, whichever of them has which. */
  @Test
  void anAuthorityIsReplacedInThreeWritesThatRelaysMayReadAtDifferentTimes() {
    token = "please";
    for (var kind : List.of(Step.Kind.ROTATING, Step.Kind.ROTATING, Step.Kind.ROTATED)) {
      var before = found;
      var trustedBefore = trusted();
      assertThat(round()).contains(kind);
      assertThat(isTrustedBy(trustedBefore)).as("the new leaf by the old bundle").isTrue();
      var after = trusted();
      assertThat(after.stream().anyMatch(a -> Pem.hasSigned(a, leafOf(before)))).isTrue();

      now = now.plus(DELIVERY).minusSeconds(1);
      assertThat(round()).as("before it is delivered").isEmpty();
      now = now.plusSeconds(1);
      assertThat(next()).isAfter(now.minusSeconds(1));
    }
    assertThat(trusted()).hasSize(1);
    assertThat(found.authority()).doesNotContainKeys("former.crt", "former.key");
    now = now.plus(DAY);
    assertThat(round()).as("it was asked for once").isEmpty();
  }

  private static X509Certificate leafOf(Found found) {
    return Pem.certificates(found.certificate().getOrDefault("tls.crt", "")).getFirst();
  }

  @Test
  void theAuthorityIsReplacedAtTwoThirdsOfItsLife() {
    var first = trusted().getFirst();
    var steps = new HashMap<Step.Kind, Integer>();
    for (int day = 0; day < 760; day++) {
      now = now.plus(DAY);
      round().ifPresent(kind -> steps.merge(kind, 1, Integer::sum));
      assertThat(leaf().getNotAfter().toInstant()).isAfter(now.plus(DAY.multipliedBy(29)));
    }
    assertThat(trusted()).singleElement().isNotEqualTo(first);
    assertThat(steps)
        .containsEntry(Step.Kind.ROTATING, 2)
        .containsEntry(Step.Kind.ROTATED, 1)
        .doesNotContainKey(Step.Kind.REPAIRED);
  }

  @Test
  void aWishDuringAReplacementIsCarriedOutAfterIt() {
    token = "one";
    round();
    token = "two";
    var rotated = 0;
    for (int i = 0; i < 10; i++) {
      now = now.plus(DELIVERY);
      rotated += round().filter(Step.Kind.ROTATED::equals).isPresent() ? 1 : 0;
    }
    assertThat(rotated).isEqualTo(2);
  }

  @Test
  void aLostCertificateIsMadeAnewByTheSameAuthority() {
    for (var texts :
        List.of(
            Map.<String, String>of(),
            with(found.certificate(), "tls.key", "nonsense"),
            with(found.certificate(), "tls.crt", text("tls.crt").replace('A', 'B')))) {
      var authority = found.authority();
      found = new Found(authority, texts, found.since());
      assertThat(round()).contains(Step.Kind.REPAIRED);
      assertThat(found.authority()).isEqualTo(authority);
      assertThat(isTrustedBy(trusted())).isTrue();
      assertThat(round()).isEmpty();
    }
  }

  @Test
  void aStrangersAuthorityInTheBundleIsTakenOut() {
    var stranger = new Maker(new SecureRandom()).authority(now);
    var bundle = text("ca.crt");
    var leaf = leaf();
    found =
        new Found(
            found.authority(),
            with(found.certificate(), "ca.crt", bundle + Pem.of(stranger.certificate())),
            found.since());
    assertThat(round()).contains(Step.Kind.REPAIRED);
    assertThat(text("ca.crt")).isEqualTo(bundle);
    assertThat(leaf()).isEqualTo(leaf);
  }

  @Test
  void aLostAuthorityIsReplacedWithoutLosingAnyone() {
    for (var texts :
        List.of(Map.<String, String>of(), with(found.authority(), "ca.key", "nonsense"))) {
      var former = trusted();
      var leaf = leaf();
      found = new Found(texts, found.certificate(), found.since());

      assertThat(round()).contains(Step.Kind.REPAIRED);
      assertThat(leaf()).as("relays go on with what they have").isEqualTo(leaf);
      assertThat(trusted()).hasSize(2).containsAll(former);
      now = now.plus(DELIVERY);
      assertThat(round()).contains(Step.Kind.ROTATING);
      assertThat(isTrustedBy(former)).isFalse();
      now = now.plus(DELIVERY);
      assertThat(round()).contains(Step.Kind.ROTATED);
      assertThat(trusted()).hasSize(1);
      now = now.plus(DELIVERY);
      assertThat(round()).isEmpty();
    }
  }

  @Test
  void anAuthorityOfAnotherTimeIsTakenUpInSteps() {
    var restored = found.authority();
    found = Found.NOTHING;
    round();
    var leaf = leaf();
    found = new Found(restored, found.certificate(), found.since());

    assertThat(round()).contains(Step.Kind.REPAIRED);
    assertThat(leaf()).isEqualTo(leaf);
    assertThat(trusted()).hasSize(2);
    assertThat(found.authority().get("ca.crt")).isEqualTo(restored.get("ca.crt"));
  }

  @Test
  void whoIsKilledBetweenTheTwoWritesGoesOn() {
    token = "please";
    for (int write = 0; write < 6; write++) {
      var before = found;
      round();
      // The authority's Secret was written, the certificate's was not.
      found = new Found(found.authority(), before.certificate(), before.since());
      var trustedBefore = trusted();
      round();
      assertThat(isTrustedBy(trusted())).isTrue();
      assertThat(isTrustedBy(trustedBefore)).isTrue();
      now = now.plus(DELIVERY);
    }
    assertThat(trusted()).hasSize(1);
    assertThat(round()).isEmpty();
  }

  @Test
  void aStageLastsFromTheTimeThatRelaysAreToldOfIt() {
    token = "please";
    var before = found;
    round();
    now = now.plus(DAY);
    found = new Found(found.authority(), before.certificate(), before.since());
    round();
    assertThat(found.since()).isEqualTo(now);
    assertThat(round()).isEmpty();
    assertThat(next()).isEqualTo(now.plus(DELIVERY));
  }

  private static Map<String, String> with(Map<String, String> texts, String key, String text) {
    var changed = new HashMap<>(texts);
    changed.put(key, text);
    return changed;
  }
}
