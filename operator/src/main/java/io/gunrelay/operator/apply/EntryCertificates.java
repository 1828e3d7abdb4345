package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.gunrelay.operator.credentials.EntryCredentials;
import io.gunrelay.operator.decide.EntryHosts;
import io.gunrelay.operator.decide.Visitor;
import io.gunrelay.operator.fleet.CertificateIssuer;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.CertificateSpec;
import java.util.List;
import java.util.Objects;

/**
 * Certificates of all hosts that the cluster serves: asked of cert-manager, or made by the
 * operator. The host of a region stays until the region has left.
 */
final class EntryCertificates {

  private EntryCertificates() {}

  static Secret secret(Fleet fleet, EntryCredentials certificate) {
    var owner = fleet.owner();
    return new SecretBuilder()
        .withMetadata(Metadata.of(owner, Names.entryCertificate(owner)))
        .withType("kubernetes.io/tls")
        .withData(ReplicationSecrets.data(certificate.texts()))
        .build();
  }

  static Certificate of(Fleet fleet, List<Visitor> visitors, Entry entry) {
    var owner = fleet.owner();
    var issuer = (CertificateIssuer.CertManager) Objects.requireNonNull(entry.issuer());
    var certificate = new Certificate();
    certificate.setMetadata(Metadata.of(owner, Names.cluster(owner)));
    certificate.setSpec(
        new CertificateSpec(
            Objects.requireNonNull(entry.tlsSecret()),
            EntryHosts.of(fleet, visitors),
            new CertificateSpec.IssuerRef(issuer.name(), issuer.kind(), issuer.group())));
    return certificate;
  }
}
