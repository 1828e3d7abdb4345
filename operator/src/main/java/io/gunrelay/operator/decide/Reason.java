package io.gunrelay.operator.decide;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Why a condition is as it is, or what an event tells. The names are part of the API, and the
 * reference of them is made of these texts: what it means or, where something is wrong, what to do.
 */
public enum Reason {
  AllReady(Verdict.Type.Ready, "As many relays are ready as are wanted."),
  NotAllReady(Verdict.Type.Ready, "Some are not; `Degraded` says whether that mends by itself."),
  AwaitingCertificate(
      Verdict.Type.Ready,
      "All relays are ready, and the certificate of the entry is not; the message says why."),
  ScaledToZero(Verdict.Type.Ready, "No relays are wanted."),

  Creating(Verdict.Type.Progressing, "The fleet is being made."),
  RollingOut(
      Verdict.Type.Progressing,
      "Relays are being replaced, or are about to be; clients are served meanwhile."),
  Scaling(Verdict.Type.Progressing, "Relays are being added or removed."),
  Recovering(Verdict.Type.Progressing, "Relays that were lost are starting again."),
  Configuring(
      Verdict.Type.Progressing,
      "Relays are taking a change that needs no restart; clients notice nothing of it."),
  IssuingCertificate(Verdict.Type.Progressing, "cert-manager makes the certificate of the entry."),
  RegionLeaving(
      Verdict.Type.Progressing, "A region that is no longer wanted hands over what it has."),
  Deleting(
      Verdict.Type.Progressing,
      "What the resource has in other clusters is being deleted; the resource goes after it."),
  Complete(Verdict.Type.Progressing, "Nothing is on the way."),
  Paused(
      Verdict.Type.Progressing,
      "Nothing is written, as the annotation `gunrelay.io/paused` asks for it: remove it to go on."),

  AsWanted(Verdict.Type.Degraded, "Nothing stands in the way."),
  InvalidSpec(
      Verdict.Type.Degraded,
      "Correct the field that the message names; update the CRD, which should have refused it."
          + " `Ready` and `Progressing` have this reason then, too."),
  NotAllowed(
      Verdict.Type.Degraded,
      "The [operator's settings](operator-settings.md) do not let resources ask for what the message"
          + " names: remove it, or have it allowed. `Ready` and `Progressing` have this reason then,"
          + " too; what runs is left as it is."),
  NameTaken(Verdict.Type.Degraded, "Delete or rename the object that is in the way."),
  FormerNotGone(
      Verdict.Type.Degraded,
      "Nothing to do: a resource of this name was deleted a moment ago, and the garbage collector"
          + " is removing its objects."),
  RegionDown(
      Verdict.Type.Degraded,
      "A region does not serve its clients: the message says what is the matter with it, which region"
          + " serves them, or what leads them there. [Failover](../failover.md) has the cases."),
  Contested(
      Verdict.Type.Degraded,
      "Somebody, whom the message names, changes an object as often as it is put back: end that."
          + " Until then it is put back once in 30 s."),
  Forbidden(Verdict.Type.Degraded, "Restore the operator's [rights](rights.md)."),
  Refused(
      Verdict.Type.Degraded,
      "The API server does not take an object: its words are in the message."),
  ApiUnavailable(
      Verdict.Type.Degraded, "Nothing to do: it is tried again, at most a minute later."),
  ImageUnavailable(
      Verdict.Type.Degraded, "Correct `version` or `image`, or the nodes' access to the registry."),
  ContainerNotCreated(
      Verdict.Type.Degraded, "Read the message: a missing object, a wrong setting of the node."),
  CrashLooping(
      Verdict.Type.Degraded, "`kubectl logs --previous` of the pod that the message names."),
  OutOfMemory(
      Verdict.Type.Degraded, "Raise `resources.limits.memory`, or lower `limits.connections`."),
  Unschedulable(
      Verdict.Type.Degraded,
      "Add nodes, or lower `resources.requests`; the scheduler's words are in the message."),
  NotBecomingReady(
      Verdict.Type.Degraded, "The relay's own words are in the message, or in its log."),
  ConfigurationRefused(
      Verdict.Type.Degraded,
      "A relay cannot use its configuration, and keeps what it had: its words are in the message."
          + " One of an older version than the operator may not know an option: raise `version`."),
  ConfigurationAwaitsRestart(
      Verdict.Type.Degraded,
      "A relay was started a moment before what it now finds in its file: delete the pod that the"
          + " message names."),
  QuotaExceeded(Verdict.Type.Degraded, "Raise the namespace's quota."),
  PodsRefused(Verdict.Type.Degraded, "Correct the policy that refuses pods."),
  RolloutStalled(Verdict.Type.Degraded, "Look at the new pods; the former ones go on serving."),
  RevisionTakenBack(
      Verdict.Type.Degraded,
      "Clients were taken back from a revision, and it is not tried again: the message says why. Ask"
          + " for another one in spec, or set the annotation `gunrelay.io/retry` to try it once more."),
  GatewayKindMissing(
      Verdict.Type.Degraded,
      "Install the CRDs of the Gateway API and give the operator its rights, or set `exposure.type`"
          + " to `Ingress`."),
  RouteRefused(
      Verdict.Type.Degraded,
      "The Gateway's controller does not take a route: its words are in the message."),
  CertificateKindMissing(
      Verdict.Type.Degraded,
      "Install cert-manager and give the operator its rights, or name a Secret in"
          + " `exposure.tls.secretName` in place of `issuerRef`."),
  CertificateNotIssued(
      Verdict.Type.Degraded,
      "cert-manager has not made the certificate of the entry, and has tried in vain or for five"
          + " minutes: its words are in the message, and `kubectl describe certificate,certificaterequest`"
          + " says more."),
  DnsEndpointKindMissing(
      Verdict.Type.Degraded,
      "Install external-dns' CRD and give the operator its rights, or set `exposure.dns.mode` to"
          + " `Annotations`."),
  NoEntryAddress(
      Verdict.Type.Degraded,
      "An Ingress or a Gateway has no address in its status after two minutes, so that no DNS record"
          + " can be made: have its controller publish one, or give `exposure.dns.targets`."),
  ClusterUnreachable(
      Verdict.Type.Degraded,
      "A region's cluster does not answer, or its kubeconfig is of no use: the message says which."
          + " Its relays go on by themselves, and it is caught up with when it answers."),
  NoReplicationAddress(
      Verdict.Type.Degraded,
      "A region's Service of type LoadBalancer has no address after two minutes: give the cluster"
          + " load balancers, or the region `replication.endpoint`."),

  ServiceMonitorApplied(
      Verdict.Type.MonitoringAvailable, "A ServiceMonitor tells Prometheus of the relays."),
  ServiceMonitorKindMissing(
      Verdict.Type.MonitoringAvailable,
      "Install the Prometheus Operator's CRDs and give the operator its rights, or set"
          + " `monitoring.serviceMonitor` to false."),

  Created("Objects were made."),
  Updated("Objects were changed, as the spec has."),
  Repaired("Objects that somebody else had changed or deleted were put back."),
  Deleted("Objects that are no longer wanted were removed."),
  CertificateIssued("The first authority and certificate of replication were made."),
  CertificateRenewed("The certificate has a new one in its place, as its time was nearly over."),
  CertificatesRotating("A step of replacing the authority was done; others follow."),
  CertificatesRotated("The former authority is trusted no more."),
  OrderTokenReplaced("A token for orders to relays was made, or the former one is taken no more."),
  EntryCertificateMade(
      "A certificate that nobody has signed was made for the entry, as `exposure.tls.selfSigned` asks"
          + " for it, or for other hosts, or as the time of the former one was nearly over."),
  CertificatesRepaired("Certificates that somebody had damaged or deleted were made anew."),
  Rebalancing(
      "A relay with far more clients than others of its region, as after relays were added, hands a"
          + " share of them over; they dial again at once, and are led to any relay."),
  RolloutStarted("New relays are made beside the former ones, for another revision."),
  RolloutAdvanced(
      "A rollout has gone on to another step, or another region: more clients are moved."),
  RolloutJudging("A step's clients are on the new relays, which are judged while it is held."),
  RolloutCompleted("All clients are on the new relays."),
  RollingBack("Clients are taken back to the former relays: the message says why."),
  RolledBack("All clients are back on the former relays."),
  ClientsMoved(
      "Relays were told to hand clients over, as a rollout or a switch between regions asks for it."),
  Rerouted(
      "The host of a region leads to relays of other regions, as its own take no clients for some"
          + " seconds or are not wanted, or to its own again. Open connections stay where they are."),
  RegionSuspected(
      "The operator and most relays of other regions miss a region; for how long they have to, spec"
          + " says."),
  RegionConfirmed("A region is taken for down, and nothing is moved: the message says why."),
  RegionSwitched("Clients of a region are led to another one: the message says why."),
  RegionVerified(
      "An observer wrote and read by the entry of a region whose clients were led away."),
  RegionRecovering("A region whose clients others serve is up again."),
  RegionFailingBack("A region gets its clients back."),
  RegionHealthy("A region serves its clients again."),
  RegionImpaired(
      "Something is the matter with a region that by itself moves nobody: the message says what."
          + " [Failover](../failover.md) has the cases."),
  RegionMended("What was the matter with a region has been over for half a minute."),
  ClusterAbandoned(
      "A cluster is waited for no more; the message says by which label to find what is left there.");

  private final Verdict.@Nullable Type condition;
  private final String meaning;

  Reason(Verdict.Type condition, String meaning) {
    this.condition = condition;
    this.meaning = meaning;
  }

  Reason(String meaning) {
    this.condition = null;
    this.meaning = meaning;
  }

  /** The condition that has it; empty where events alone have it. */
  public Optional<Verdict.Type> condition() {
    return Optional.ofNullable(condition);
  }

  /** For the reference, in Markdown. */
  public String meaning() {
    return meaning;
  }
}
