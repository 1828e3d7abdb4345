package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Condition;
import io.gunrelay.operator.fleet.CertificateIssuer;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.observe.Observation;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/** What becomes of the certificate that is made for the entry of one cluster. */
final class EntryCertificate {

  /** Time for an authority that looks whether the host is ours. */
  static final Duration PATIENCE = Duration.ofMinutes(5);

  private EntryCertificate() {}

  /**
   * That it is not there.
   *
   * @param trouble what to say of it
   * @param lasting whether it is unlikely to mend by itself soon
   */
  record Lack(Trouble trouble, boolean lasting) {}

  static boolean isWanted(Fleet fleet) {
    var entry = fleet.entry();
    return entry != null && entry.issuer() instanceof CertificateIssuer.CertManager;
  }

  /** Whether the operator makes it itself. */
  static boolean isOurs(Fleet fleet) {
    var entry = fleet.entry();
    return entry != null && entry.issuer() instanceof CertificateIssuer.Nobody;
  }

  /** Whether one is wanted in a cluster that has no such kind. */
  static boolean lacksKind(Fleet fleet, Observation seen) {
    return isWanted(fleet)
        && !fleet.regions().isEmpty()
        && !seen.optionalKinds().contains(Certificate.class);
  }

  /** Of a cluster that does not answer nothing is said. */
  static Optional<Lack> lack(Share share, Instant now) {
    var fleet = share.plan().fleet();
    if (!isWanted(fleet) || fleet.regions().isEmpty() || share.outage().isPresent()) {
      return Optional.empty();
    }
    if (lacksKind(fleet, share.seen())) {
      return Optional.of(
          new Lack(
              new Trouble(
                  Reason.CertificateKindMissing,
                  "the operator finds no cert-manager, so no certificate is made for the entry: install"
                      + " it and give the operator its rights, or name a Secret in"
                      + " exposure.tls.secretName"),
              true));
    }
    var owner = fleet.owner();
    return share
        .seen()
        .find(Certificate.class, Names.cluster(owner))
        .filter(certificate -> Ownership.isOurs(owner, certificate))
        .map(certificate -> lack(certificate, now))
        .orElseGet(() ->
            Optional.of(new Lack(trouble(Names.cluster(owner), "it is not made yet"), false)));
  }

  private static Optional<Lack> lack(Certificate certificate, Instant now) {
    var ready = condition(certificate, "Ready");
    if (ready.filter(condition -> isTrue(condition)).isPresent()) {
      return ready
          .filter(condition -> !isOfPresentSpec(certificate, condition))
          .map(condition ->
              new Lack(trouble(certificate, "cert-manager has not seen its present hosts"), false));
    }
    var failed = condition(certificate, "Issuing").filter(condition -> !isTrue(condition));
    var why = failed.or(() -> ready).map(Condition::getMessage).map(Words::of).orElse("");
    return Optional.of(
        new Lack(
            trouble(certificate, why.isEmpty() ? "cert-manager has not said why" : why),
            failed.isPresent() || since(certificate, ready).plus(PATIENCE).isBefore(now)));
  }

  private static Trouble trouble(Certificate certificate, String why) {
    return trouble(certificate.getMetadata().getName(), why);
  }

  private static Trouble trouble(String certificate, String why) {
    return new Trouble(
        Reason.CertificateNotIssued, "Certificate " + certificate + " is not ready: " + why);
  }

  private static Optional<Condition> condition(Certificate certificate, String type) {
    var status = certificate.getStatus();
    var conditions = status == null ? null : status.conditions();
    return (conditions == null ? List.<Condition>of() : conditions)
        .stream().filter(condition -> type.equals(condition.getType())).findFirst();
  }

  private static boolean isTrue(Condition condition) {
    return "True".equals(condition.getStatus());
  }

  private static boolean isOfPresentSpec(Certificate certificate, Condition condition) {
    var observed = condition.getObservedGeneration();
    return observed == null || observed.equals(certificate.getMetadata().getGeneration());
  }

  /** Since when it has not been ready. */
  private static Instant since(Certificate certificate, Optional<Condition> ready) {
    return Stream.concat(
            Stream.of(certificate.getMetadata().getCreationTimestamp()),
            ready.map(Condition::getLastTransitionTime).stream())
        .filter(Objects::nonNull)
        .map(EntryCertificate::instant)
        .max(Instant::compareTo)
        .orElse(Instant.MAX.minus(PATIENCE));
  }

  private static Instant instant(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      return Instant.EPOCH;
    }
  }
}
