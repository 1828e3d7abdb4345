package io.gunrelay.operator;

import static io.gunrelay.operator.Specs.selfSigned;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.IssuerKind;
import io.gunrelay.api.v1alpha1.IssuerRef;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.CertificateSpec;
import io.gunrelay.operator.kinds.CertificateStatus;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Certificates of cert-manager, whose part the tests play, and of the operator's own making. */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryCertificateTest {

  private static final IssuerRef CA = new IssuerRef("ca", null, null);

  private final Fixture fixture;

  EntryCertificateTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void anEntryIsServedByTheCertificateOfItsIssuerAndAFleetIsNotReadyBefore() {
    fixture.create("tls", certified(CA));
    fixture.status(
        "tls",
        "that the kind is missing",
        s ->
            FleetContract.hasCondition(
                s.conditions(), "Degraded", "True", "CertificateKindMissing"));

    try (var _ = InstalledKinds.install(fixture.client(), List.of(Certificate.class))) {
      var certificate = fixture.eventually(Certificate.class, "tls");
      assertThat(certificate.getSpec().dnsNames())
          .containsExactly("relay.example.com", "west.example.com");
      assertThat(certificate.getSpec().secretName()).isEqualTo("tls-entry-tls");
      assertThat(certificate.getSpec().issuerRef().kind()).isEqualTo("Issuer");
      assertThat(secretOf(fixture.eventually(Ingress.class, "tls"))).isEqualTo("tls-entry-tls");
      assertThat(secretOf(fixture.eventually(Ingress.class, "tls-west")))
          .isEqualTo("tls-entry-tls");

      fixture.pods().create("tls", "tls-1");
      fixture.rolledOut("tls-west-blue", 1);
      fixture.pods().ready("tls-1", "127.0.0.1");
      says("False", "no answer of the authority yet");
      fixture.status(
          "tls",
          "the certificate's words",
          s ->
              FleetContract.hasCondition(s.conditions(), "Ready", "False", "AwaitingCertificate")
                  && String.valueOf(s.message())
                      .endsWith("is not ready: no answer of the authority yet"));

      says("True", "up to date");
      fixture.status("tls", "it is ready", s -> s.phase() == Phase.Ready);
      fixture.moreRounds("tls", 2);
      var before = fixture.writes().size();
      fixture.moreRounds("tls", 3);
      assertThat(fixture.writes()).hasSize(before);

      fixture.edit(
          Certificate.class,
          "tls",
          c ->
              c.setSpec(
                  new CertificateSpec(
                      "tls-entry-tls", List.of("evil.example"), c.getSpec().issuerRef())));
      fixture.eventually(
          Certificate.class,
          "tls",
          c -> c.getSpec().dnsNames().equals(List.of("relay.example.com", "west.example.com")));

      fixture.edit(
          "tls", spec -> Specs.withExposure(spec, Specs.withTls("relay.example.com", "relay-tls")));
      fixture.eventuallyGone(Certificate.class, "tls");
      fixture.eventually(Ingress.class, "tls", i -> "relay-tls".equals(secretOf(i)));
    }
  }

  @Test
  void aSecretOfSomebodyElseIsNotHandedOverToCertManager() {
    try (var _ = InstalledKinds.install(fixture.client(), List.of(Certificate.class))) {
      var shop =
          new SecretBuilder()
              .withNewMetadata()
              .withName("shop-entry-tls")
              .withNamespace(fixture.namespace())
              .endMetadata()
              .build();
      fixture.client().resource(shop).create();

      fixture.create("shop", certified(new IssuerRef("ca", IssuerKind.ClusterIssuer, null)));

      fixture.status(
          "shop",
          "the name is taken",
          s -> FleetContract.hasCondition(s.conditions(), "Degraded", "True", "NameTaken"));
      assertThat(fixture.find(Certificate.class, "shop")).isEmpty();

      fixture.client().resource(shop).delete();
      assertThat(fixture.eventually(Certificate.class, "shop").getSpec().issuerRef().kind())
          .isEqualTo("ClusterIssuer");
    }
  }

  @Test
  void anEntryForTestsHasACertificateOfTheOperatorsMakingWhichComesBackWhenItIsDeleted() {
    fixture.settled(
        "self", Specs.withExposure(Specs.quickstart(), selfSigned("relay.example.com")));
    var made = fixture.eventually(Secret.class, "self-entry-tls");
    assertThat(made.getType()).isEqualTo("kubernetes.io/tls");
    assertThat(made.getData()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
    assertThat(secretOf(fixture.eventually(Ingress.class, "self"))).isEqualTo("self-entry-tls");
    fixture.moreRounds("self", 2);
    var before = List.copyOf(fixture.writes());
    fixture.moreRounds("self", 3);
    assertThat(fixture.writes()).isEqualTo(before);

    fixture.client().resource(made).delete();
    var again =
        fixture.eventually(
            Secret.class,
            "self-entry-tls",
            secret -> !secret.getMetadata().getUid().equals(made.getMetadata().getUid()));
    assertThat(again.getData()).containsOnlyKeys("tls.crt", "tls.key", "ca.crt");
    fixture.until(
        "both to be told",
        () ->
            fixture.events().stream()
                    .filter(event -> "EntryCertificateMade".equals(event.getReason()))
                    .count()
                == 2);

    fixture.edit("self", spec -> Specs.withExposure(spec, selfSigned("other.example.com")));
    fixture.eventually(
        Secret.class, "self-entry-tls", secret -> !secret.getData().equals(again.getData()));
    fixture.edit(
        "self", spec -> Specs.withExposure(spec, Specs.withTls("other.example.com", "relay-tls")));
    fixture.eventually(Ingress.class, "self", ingress -> "relay-tls".equals(secretOf(ingress)));
    fixture.status("self", "nothing in the way", s -> s.phase() == Phase.Pending);
    assertThat(fixture.find(Secret.class, "self-entry-tls"))
        .as("the operator may delete no Secrets")
        .isPresent();
  }

  private static GunRelayClusterSpec certified(IssuerRef issuer) {
    return Specs.withReplicas(
        Specs.withExposure(
            Specs.withRegions(
                Specs.quickstart(),
                new RegionSpec("west", null, null, null, "west.example.com", null, null)),
            Specs.withIssuer("relay.example.com", issuer)),
        1);
  }

  private void says(String ready, String message) {
    fixture
        .client()
        .resources(Certificate.class)
        .inNamespace(fixture.namespace())
        .withName("tls")
        .editStatus(found -> {
          found.setStatus(
              new CertificateStatus(
                  List.of(
                      new ConditionBuilder()
                          .withType("Ready")
                          .withStatus(ready)
                          .withReason("Test")
                          .withMessage(message)
                          .withLastTransitionTime("2999-01-01T00:00:00Z")
                          .build())));
          return found;
        });
  }

  private static String secretOf(Ingress ingress) {
    return ingress.getSpec().getTls().getFirst().getSecretName();
  }
}
