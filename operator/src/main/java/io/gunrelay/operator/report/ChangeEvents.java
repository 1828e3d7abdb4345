package io.gunrelay.operator.report;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.apply.Change;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.credentials.Credentials.Step;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.Told;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.report.EventLog.Severity;
import java.util.EnumMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.StringJoiner;

/** One event for each kind of write in a round, naming what was written. */
public final class ChangeEvents {

  private final EventLog events;

  public ChangeEvents(EventLog events) {
    this.events = events;
  }

  /**
   * Tells what was done in one cluster.
   *
   * @param where the cluster
   * @param told what is said of writes that have reasons of their own
   * @param isNews whether what differed did so because of the resource or an outage, and not
   *     because somebody else had changed it
   * @param step why Secrets were written, which says more than that they were
   */
  public void write(
      GunRelayCluster cluster,
      Site where,
      List<Told> told,
      boolean isNews,
      Outcome outcome,
      Optional<Step> step) {
    var secrets =
        outcome.changes().stream()
            .filter(ChangeEvents::isSecret)
            .anyMatch(
                change -> told.stream().noneMatch(one -> one.object().equals(change.object())));
    if (secrets) {
      step.ifPresent(
          why -> events.write(cluster, Severity.Normal, reason(why.kind()), why.message()));
    }
    var byReason = new EnumMap<Reason, StringJoiner>(Reason.class);
    for (var change : outcome.changes()) {
      var own = told.stream().filter(one -> one.object().equals(change.object())).findFirst();
      if (own.isPresent()) {
        events.write(
            cluster, Severity.Normal, own.get().reason(), own.get().message() + place(where));
      } else if (step.isEmpty() || !isSecret(change)) {
        var settled = !isNews && isSettled(cluster) && !followsOthers(change);
        byReason
            .computeIfAbsent(reason(change.verb(), settled), reason -> new StringJoiner(", "))
            .add(change.object().toString());
      }
    }
    byReason.forEach((reason, objects) ->
        events.write(cluster, Severity.Normal, reason, describe(reason) + objects + place(where)));
  }

  /** Whether it changes when addresses do that others give, without anybody's doing here. */
  private static boolean followsOthers(Change change) {
    return change.object().kind() == EndpointSlice.class
        || change.object().kind() == DnsEndpoint.class;
  }

  private static String place(Site where) {
    return switch (where) {
      case Site.Home home -> "";
      case Site.Other other -> " in the cluster of Secret " + other.secret();
    };
  }

  private static boolean isSecret(Change change) {
    return change.object().kind() == Secret.class;
  }

  private static Reason reason(Step.Kind kind) {
    return switch (kind) {
      case ISSUED -> Reason.CertificateIssued;
      case RENEWED -> Reason.CertificateRenewed;
      case ROTATING -> Reason.CertificatesRotating;
      case ROTATED -> Reason.CertificatesRotated;
      case TOKENS -> Reason.OrderTokenReplaced;
      case REPAIRED -> Reason.CertificatesRepaired;
    };
  }

  /** Whether the spec was carried out before: what differs now was changed by somebody else. */
  private static boolean isSettled(GunRelayCluster cluster) {
    var status = cluster.getStatus();
    return status != null
        && Objects.equals(status.observedGeneration(), cluster.getMetadata().getGeneration());
  }

  private static Reason reason(Change.Verb verb, boolean settled) {
    return switch (verb) {
      case CREATED -> settled ? Reason.Repaired : Reason.Created;
      case UPDATED -> settled ? Reason.Repaired : Reason.Updated;
      case HANDED_OVER -> Reason.Updated;
      case DELETED -> Reason.Deleted;
    };
  }

  private static String describe(Reason reason) {
    return switch (reason) {
      case Created -> "made ";
      case Updated -> "changed ";
      case Repaired -> "made again as the resource asks for it: ";
      default -> "removed ";
    };
  }
}
