package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Secret;
import io.gunrelay.operator.credentials.EntryIssuer;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The certificate of an entry that the operator makes, for tests. */
public final class SelfSigned {

  private SelfSigned() {}

  /** Adds it to a plan that wants one. */
  public static Plan add(Plan plan, Observation seen, EntryIssuer issuer, Instant now) {
    var fleet = plan.fleet();
    return plan.wants().stream().anyMatch(want -> want.piece() == Piece.ENTRY_CERTIFICATE)
        ? plan.with(
            issuer.issue(
                EntryHosts.of(fleet, plan.visitors()), Secrets.ofEntry(fleet.owner(), seen), now))
        : plan;
  }

  /** What is told of it: that it was made. */
  public static Optional<Told> told(Plan plan) {
    var fleet = plan.fleet();
    return plan.entryCredentials()
        .filter(certificate -> certificate.isNew())
        .map(certificate ->
            new Told(
                new Ref(Secret.class, Names.entryCertificate(fleet.owner())),
                Reason.EntryCertificateMade,
                "made a certificate for %s that nobody has signed, until %s"
                    .formatted(String.join(", ", hosts(plan)), certificate.until())));
  }

  private static List<String> hosts(Plan plan) {
    return EntryHosts.of(plan.fleet(), plan.visitors());
  }
}
