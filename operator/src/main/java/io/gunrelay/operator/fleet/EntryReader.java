package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.forbidden;
import static io.gunrelay.operator.fleet.Given.listed;
import static io.gunrelay.operator.fleet.Given.refused;
import static io.gunrelay.operator.fleet.Given.text;

import io.gunrelay.api.v1alpha1.DnsSpec;
import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.ExposureType;
import io.gunrelay.api.v1alpha1.IssuerKind;
import io.gunrelay.api.v1alpha1.IssuerRef;
import io.gunrelay.api.v1alpha1.TlsSpec;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads how clients come to a fleet. */
final class EntryReader {

  private final Owner owner;
  private final Allowed allowed;

  /**
   * @param allowed what resources may ask for
   */
  EntryReader(Owner owner, Allowed allowed) {
    this.owner = owner;
    this.allowed = allowed;
  }

  @Nullable Entry entry(@Nullable ExposureSpec exposure) {
    if (exposure == null || exposure.type() == ExposureType.None) {
      return null;
    }
    var tls = exposure.tls();
    return new Entry(
        text(
            exposure.host(),
            "spec.exposure.host",
            "is missing: give the DNS name that clients connect to, or set type None"),
        door(exposure),
        tls == null ? null : secret(tls),
        tls == null ? null : issuer(tls),
        dns(exposure.dns()),
        listed(exposure.trustedProxies()));
  }

  private String secret(TlsSpec tls) {
    var given = tls.secretName();
    var isSelfSigned = Boolean.TRUE.equals(tls.selfSigned());
    if (Stream.of(given != null, tls.issuerRef() != null, isSelfSigned).filter(one -> one).count()
        != 1) {
      throw refused(
          "spec.exposure.tls", "needs secretName, issuerRef or selfSigned: give one of them");
    }
    return given == null ? Names.entryCertificate(owner) : given;
  }

  /** An Issuer of cert-manager's own is of the resource's namespace, as the resource is. */
  private @Nullable CertificateIssuer issuer(TlsSpec tls) {
    var given = tls.issuerRef();
    if (given == null) {
      return Boolean.TRUE.equals(tls.selfSigned()) ? new CertificateIssuer.Nobody() : null;
    }
    var name =
        text(given.name(), "spec.exposure.tls.issuerRef.name", "is missing: name the issuer");
    var issuer = new CertificateIssuer.CertManager(given.group(), given.kind().name(), name);
    var isOfNamespace =
        given.kind() == IssuerKind.Issuer && given.group().equals(IssuerRef.CERT_MANAGER);
    if (!isOfNamespace && !allowed.issuers().match(issuer.text(), owner.namespace())) {
      throw forbidden("spec.exposure.tls.issuerRef", issuer.text(), "GUNRELAY_ALLOWED_ISSUERS");
    }
    return issuer;
  }

  private Dns dns(@Nullable DnsSpec given) {
    if (given == null) {
      return Dns.NONE;
    }
    var targets = listed(given.targets());
    for (var target : targets) {
      if (!allowed.dnsTargets().match(target, owner.namespace())) {
        throw forbidden("spec.exposure.dns.targets", target, "GUNRELAY_ALLOWED_DNS_TARGETS");
      }
    }
    var way =
        switch (given.mode()) {
          case None -> Dns.Way.NONE;
          case Annotations -> Dns.Way.ANNOTATIONS;
          case Endpoint -> Dns.Way.ENDPOINT;
        };
    return new Dns(way, given.ttlSeconds(), targets);
  }

  private static Door door(ExposureSpec exposure) {
    if (exposure.type() != ExposureType.Gateway) {
      return new Door.Ingress(exposure.className());
    }
    var shared = exposure.gatewayRef();
    if (shared == null) {
      return new Door.OwnGateway(
          text(
              exposure.className(),
              "spec.exposure",
              "has no Gateway: name one in gatewayRef, or the class of one to be made in className"));
    }
    return new Door.SharedGateway(
        text(shared.name(), "spec.exposure.gatewayRef.name", "is missing: name the Gateway"),
        shared.namespace(),
        shared.sectionName());
  }
}
