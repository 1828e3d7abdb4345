package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.Service;
import io.gunrelay.operator.observe.Observation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One cluster's part of a round, after it was carried out.
 *
 * @param plan what was to be done there
 * @param seen what there is now, or was when it was last seen
 * @param troubles what could not be done
 * @param outage why the cluster cannot be worked with; empty when it can
 */
public record Share(Plan plan, Observation seen, List<Trouble> troubles, Optional<String> outage) {

  public Share {
    troubles = List.copyOf(troubles);
  }

  /** Of a cluster that can be worked with. */
  public Share(Plan plan, Observation seen, List<Trouble> troubles) {
    this(plan, seen, troubles, Optional.empty());
  }

  /** Whether a certificate is not ready yet, of which something is to be said if it stays so. */
  public boolean awaitsCertificate(Instant now) {
    return EntryCertificate.lack(this, now).filter(lack -> !lack.lasting()).isPresent();
  }

  /** Whether what others come by, clients or relays of other clusters, has no address yet. */
  public boolean awaitsAddress() {
    return EntryRecords.awaitAddress(this) || awaitsReplicationAddress();
  }

  private boolean awaitsReplicationAddress() {
    return plan.wants().stream()
        .filter(want -> want.piece() == Piece.REPLICATION_ENTRY)
        .map(want -> seen.find(Service.class, want.ref().name()))
        .flatMap(Optional::stream)
        .anyMatch(service -> Parts.address(service).isEmpty());
  }
}
