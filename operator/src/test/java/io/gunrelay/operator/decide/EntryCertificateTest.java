package io.gunrelay.operator.decide;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Verdict.Finding;
import io.gunrelay.operator.fleet.CertificateIssuer;
import io.gunrelay.operator.fleet.Dns;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EntryCertificateTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:30Z");
  private static final Instant LATER = NOW.plus(EntryCertificate.PATIENCE);

  private static final Entry CERTIFIED =
      new Entry(
          "a.example",
          new Door.Ingress(null),
          "demo-entry-tls",
          new CertificateIssuer.CertManager("cert-manager.io", "Issuer", "ca"),
          Dns.NONE,
          List.of());

  private final Fleet fleet = Fleets.exposed(CERTIFIED);

  @Test
  void isAskedForWhereTheKindIsKnown() {
    assertThat(plan(new World()).wants()).extracting(Want::piece).contains(Piece.CERTIFICATE);
    assertThat(plan(new World().withoutCertManager()).wants())
        .extracting(Want::piece)
        .contains(Piece.INGRESS)
        .doesNotContain(Piece.CERTIFICATE);
  }

  @Test
  void isRemovedWhenASecretTakesItsPlace() {
    var given = Fleets.exposed(Entry.byIngress("a.example", null, "mine", List.of()));

    assertThat(
            Decision.plan(
                    given,
                    new World().withCertificate("").seen(),
                    World.CREDENTIALS,
                    World.turn(given),
                    Map.of(),
                    World.NOW)
                .prune())
        .extracting(Ref::toString)
        .contains("Certificate demo");
  }

  @Test
  void aFleetIsReadyOnceItIs() {
    var verdict =
        judge(serving("{type: Ready, status: 'True', observedGeneration: 2, message: ok}"), NOW);

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
    assertThat(finding(verdict, Verdict.Type.Ready).reason()).isEqualTo(Reason.AllReady);
  }

  @Test
  void untilThenTheFleetIsNotReadyAndSaysWhyInOneLineOfBoundedLength() {
    var verdict =
        judge(
            serving(
                "{type: Ready, status: 'False', message: \"no\\n\\tSecret \\u202e%s\"}"
                    .formatted("x".repeat(5_000))),
            NOW);

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertThat(verdict.message())
        .startsWith("2 of 2 relays are ready; Certificate demo is not ready: no Secret xxx")
        .hasSizeLessThan(1_100);
    assertThat(finding(verdict, Verdict.Type.Ready))
        .extracting(Finding::holds, Finding::reason)
        .containsExactly(false, Reason.AwaitingCertificate);
    assertThat(finding(verdict, Verdict.Type.Progressing))
        .extracting(Finding::holds, Finding::reason)
        .containsExactly(true, Reason.IssuingCertificate);
    assertThat(finding(verdict, Verdict.Type.Degraded).holds()).isFalse();
  }

  @Test
  void whatTakesLongOrHasFailedIsATrouble() {
    var waiting = "{type: Ready, status: 'False', message: waits for its issuer}";
    var failed = waiting + ", {type: Issuing, status: 'False', reason: Failed, message: refused}";

    assertThat(judge(serving(waiting), NOW).phase()).isEqualTo(Phase.Progressing);
    assertThat(judge(serving(waiting), LATER).message()).contains("waits for its issuer");
    assertThat(finding(judge(serving(waiting), LATER), Verdict.Type.Degraded).reason())
        .isEqualTo(Reason.CertificateNotIssued);
    assertThat(finding(judge(serving(failed), NOW), Verdict.Type.Degraded).message())
        .isEqualTo("Certificate demo is not ready: refused");
  }

  @Test
  void whatIsSaidOfFormerHostsDoesNotCount() {
    var verdict = judge(serving("{type: Ready, status: 'True', observedGeneration: 1}"), LATER);

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertThat(verdict.message()).contains("has not seen its present hosts");
  }

  @Test
  void aClusterWithoutCertManagerSaysSo() {
    var world = relays().withoutCertManager();
    var verdict = judge(world, NOW);

    assertThat(finding(verdict, Verdict.Type.Degraded).reason())
        .isEqualTo(Reason.CertificateKindMissing);
    assertThat(finding(verdict, Verdict.Type.Ready).holds()).isFalse();
  }

  @Test
  void ofAClusterThatDoesNotAnswerNothingIsSaid() {
    var world = relays().withoutCertManager();
    var share = new Share(plan(world), world.seen(), List.of(), Optional.of("gone"));

    assertThat(EntryCertificate.lack(share, NOW)).isEmpty();
  }

  private static World relays() {
    return new World().withDeployment(2, 2, 2).withReadyPod("a").withReadyPod("b");
  }

  private static World serving(String conditions) {
    return relays().withCertificate(conditions);
  }

  private Plan plan(World world) {
    return Decision.plan(
        fleet, world.seen(), World.CREDENTIALS, World.turn(fleet), Map.of(), World.NOW);
  }

  private Verdict judge(World world, Instant now) {
    var share = new Share(plan(world), world.seen(), List.of());
    return Judgement.of(
        fleet, World.progress(fleet), World.ruling(), List.of(share), List.of(), now);
  }

  private static Finding finding(Verdict verdict, Verdict.Type type) {
    return verdict.findings().stream()
        .filter(finding -> finding.type() == type)
        .findFirst()
        .orElseThrow();
  }
}
