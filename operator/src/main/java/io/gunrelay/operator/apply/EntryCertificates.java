package io.gunrelay.operator.apply;

import io.gunrelay.operator.decide.EntryHosts;
import io.gunrelay.operator.decide.Leaving;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.CertificateSpec;
import java.util.List;
import java.util.Objects;

/**
 * Asks cert-manager for a certificate of all hosts that the cluster serves. That of a region stays
 * until the region has left.
 */
final class EntryCertificates {

  private EntryCertificates() {}

  static Certificate of(Fleet fleet, List<Leaving> leaving, Entry entry) {
    var owner = fleet.owner();
    var issuer = Objects.requireNonNull(entry.issuer());
    var certificate = new Certificate();
    certificate.setMetadata(Metadata.of(owner, Names.cluster(owner)));
    certificate.setSpec(
        new CertificateSpec(
            Objects.requireNonNull(entry.tlsSecret()),
            EntryHosts.of(fleet, leaving),
            new CertificateSpec.IssuerRef(issuer.name(), issuer.kind(), issuer.group())));
    return certificate;
  }
}
