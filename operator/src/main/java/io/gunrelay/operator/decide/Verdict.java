package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.failover.Ruling;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a fleet.
 *
 * @param message the one line that says why the fleet is as it is
 * @param findings the conditions; a type that is not here has none
 * @param clusters the other clusters that have objects of the fleet, or are about to
 * @param progress how far it is from one revision to the next; empty where that was not looked at
 * @param failover which region serves whose clients; empty where that was not looked at
 */
public record Verdict(
    Phase phase,
    String message,
    List<Finding> findings,
    List<RegionState> regions,
    List<ClusterState> clusters,
    Optional<Progress> progress,
    Optional<Ruling> failover) {

  public Verdict {
    findings = List.copyOf(findings);
    regions = List.copyOf(regions);
    clusters = List.copyOf(clusters);
  }

  /** One condition. */
  public record Finding(Type type, boolean holds, Reason reason, String message) {}

  /** Types of conditions. The names are part of the API. */
  public enum Type {
    Ready("As many relays are ready as are wanted."),
    Progressing("Something is on the way. A rollout leaves `Ready` true, as clients are served."),
    Degraded("Something stands in the way that does not mend by itself soon."),
    MonitoringAvailable("A ServiceMonitor is there. Absent where none is wanted."),
    Reconciling("Something is on the way and nothing stands in it. Absent otherwise; for kstatus."),
    Stalled("Something stands in the way, as in `Degraded`. Absent otherwise; for kstatus.");

    private final String meaning;

    Type(String meaning) {
      this.meaning = meaning;
    }

    /** What it says when it is true, for the reference. */
    public String meaning() {
      return meaning;
    }
  }

  public int desired() {
    return regions.stream().mapToInt(RegionState::desired).sum();
  }

  public int existing() {
    return regions.stream().mapToInt(RegionState::existing).sum();
  }

  public int ready() {
    return regions.stream().mapToInt(RegionState::ready).sum();
  }

  /** Connected clients of all regions; null when no region has reported. */
  public @Nullable Long clients() {
    Long sum = null;
    for (var region : regions) {
      var clients = region.clients();
      if (clients != null) {
        sum = sum == null ? clients : sum + clients;
      }
    }
    return sum;
  }
}
