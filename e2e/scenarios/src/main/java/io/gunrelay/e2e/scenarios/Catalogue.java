package io.gunrelay.e2e.scenarios;

import io.gunrelay.e2e.scenarios.Scenario.Need;
import io.gunrelay.e2e.scenarios.failovers.FailoverBlind;
import io.gunrelay.e2e.scenarios.failovers.FailoverBoth;
import io.gunrelay.e2e.scenarios.failovers.FailoverChaos;
import io.gunrelay.e2e.scenarios.failovers.FailoverCrash;
import io.gunrelay.e2e.scenarios.failovers.FailoverCuts;
import io.gunrelay.e2e.scenarios.failovers.FailoverEntry;
import io.gunrelay.e2e.scenarios.failovers.FailoverFull;
import io.gunrelay.e2e.scenarios.failovers.FailoverHub;
import io.gunrelay.e2e.scenarios.failovers.FailoverManual;
import io.gunrelay.e2e.scenarios.failovers.FailoverPassive;
import io.gunrelay.e2e.scenarios.failovers.FailoverPlanned;
import io.gunrelay.e2e.scenarios.failovers.FailoverRollout;
import io.gunrelay.e2e.scenarios.failovers.FailoverSlow;
import io.gunrelay.e2e.scenarios.failovers.FailoverStandby;
import io.gunrelay.e2e.scenarios.failovers.FailoverUnready;
import io.gunrelay.e2e.scenarios.lifecycle.Autoscale;
import io.gunrelay.e2e.scenarios.lifecycle.Delete;
import io.gunrelay.e2e.scenarios.lifecycle.EntryCertificate;
import io.gunrelay.e2e.scenarios.lifecycle.Examples;
import io.gunrelay.e2e.scenarios.lifecycle.Gitops;
import io.gunrelay.e2e.scenarios.lifecycle.ImageStarts;
import io.gunrelay.e2e.scenarios.lifecycle.Plugin;
import io.gunrelay.e2e.scenarios.lifecycle.PodKilled;
import io.gunrelay.e2e.scenarios.lifecycle.Quickstart;
import io.gunrelay.e2e.scenarios.lifecycle.Repair;
import io.gunrelay.e2e.scenarios.lifecycle.RollingRestart;
import io.gunrelay.e2e.scenarios.lifecycle.Rotation;
import io.gunrelay.e2e.scenarios.lifecycle.Scale;
import io.gunrelay.e2e.scenarios.operators.OneNamespace;
import io.gunrelay.e2e.scenarios.operators.OperatorChaos;
import io.gunrelay.e2e.scenarios.operators.OperatorRestart;
import io.gunrelay.e2e.scenarios.regions.NodeCrash;
import io.gunrelay.e2e.scenarios.regions.NodeCut;
import io.gunrelay.e2e.scenarios.regions.OtherCluster;
import io.gunrelay.e2e.scenarios.regions.Topologies;
import io.gunrelay.e2e.scenarios.rollouts.RolloutAbort;
import io.gunrelay.e2e.scenarios.rollouts.RolloutAutoscaled;
import io.gunrelay.e2e.scenarios.rollouts.RolloutDisturbed;
import io.gunrelay.e2e.scenarios.rollouts.RolloutFaults;
import io.gunrelay.e2e.scenarios.rollouts.RolloutObstacles;
import io.gunrelay.e2e.scenarios.rollouts.RolloutRegions;
import io.gunrelay.e2e.scenarios.rollouts.RolloutRolling;
import io.gunrelay.e2e.scenarios.rollouts.RolloutUpgrade;
import io.gunrelay.e2e.scenarios.rollouts.RolloutWebhook;
import io.gunrelay.e2e.scenarios.rollouts.RolloutWishes;
import java.time.Duration;
import java.util.List;

/** All scenarios, in the order in which they are told. */
final class Catalogue {
  static final List<Scenario> ALL =
      List.of(
          Scenario.of(
              "quickstart",
              "the quickstart is applied, and gun.js clients sync through the Ingress with TLS",
              Duration.ofMinutes(3),
              Quickstart::tell),
          Scenario.of(
              "image",
              "the relay's image starts quickly, as nobody, on a read-only root",
              Duration.ofMinutes(2),
              ImageStarts::tell),
          Scenario.of(
              "pod-killed",
              "relays are killed one after the other, and no acknowledged write is lost",
              Duration.ofMinutes(4),
              PodKilled::tell),
          Scenario.of(
              "rolling-restart",
              "all relays are replaced one by one, and their clients are handed over as they are",
              Duration.ofMinutes(5),
              RollingRestart::tell),
          Scenario.of(
              "rollout-upgrade",
              "another version takes over step by step by the Ingress, and the former one at once again",
              Duration.ofMinutes(8),
              RolloutUpgrade::byIngress),
          Scenario.of(
                  "rollout-gateway",
                  "another version takes over step by step by the Gateway's weights",
                  Duration.ofMinutes(8),
                  RolloutUpgrade::byGateway)
              .whenNamed(),
          Scenario.of(
                  "rollout-load",
                  "a clean rollout and an abort under two thousand clients that write",
                  Duration.ofMinutes(12),
                  RolloutWishes::cleanAndAborted)
              .whenNamed(),
          Scenario.of(
                  "rollout-config",
                  "settings that take new pods go the same way under two thousand clients",
                  Duration.ofMinutes(10),
                  RolloutWishes::config)
              .whenNamed(),
          Scenario.of(
                  "rollout-changed",
                  "spec changes twice in the middle of a rollout, and the newest wins",
                  Duration.ofMinutes(14),
                  RolloutWishes::changed)
              .whenNamed(),
          Scenario.of(
                  "rollout-promote",
                  "a rollout with long holds is promoted",
                  Duration.ofMinutes(10),
                  RolloutWishes::promoted)
              .whenNamed(),
          Scenario.of(
                  "rollout-rolling",
                  "relays with volumes are replaced one by one, and a node is drained",
                  Duration.ofMinutes(10),
                  RolloutRolling::tell)
              .needing(Need.VOLUMES)
              .whenNamed(),
          Scenario.of(
                  "rollout-webhook",
                  "a webhook that the operator asks says no, and the new version is taken back",
                  Duration.ofMinutes(8),
                  RolloutWebhook::saysNo)
              .whenNamed(),
          Scenario.of(
                  "rollout-crash",
                  "a version whose process ends after a minute is taken back",
                  Duration.ofMinutes(8),
                  RolloutFaults::crash)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "rollout-slow",
                  "a version that is slow is taken back",
                  Duration.ofMinutes(10),
                  RolloutFaults::slow)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "rollout-reject",
                  "a version that refuses puts is taken back, and Git does not start it again",
                  Duration.ofMinutes(10),
                  RolloutFaults::reject)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "rollout-regions",
                  "a canary region is judged by itself, and the other follows when it is through",
                  Duration.ofMinutes(12),
                  RolloutRegions::tell)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "rollout-autoscaled",
                  "under load both colours are as large as the load has made the fleet",
                  Duration.ofMinutes(14),
                  RolloutAutoscaled::tell)
              .needing(Need.METRICS)
              .whenNamed(),
          Scenario.of(
                  "rollout-obstacles",
                  "new relays that cannot come to be are waited for, and given up, with the reason",
                  Duration.ofMinutes(12),
                  RolloutObstacles::tell)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "rollout-chaos",
                  "the operator is killed ten times in the middle of a rollout",
                  Duration.ofMinutes(14),
                  RolloutDisturbed::operatorKilled)
              .whenNamed(),
          Scenario.of(
                  "rollout-node-crash",
                  "a node dies in the middle of a rollout, and comes back",
                  Duration.ofMinutes(16),
                  RolloutDisturbed::nodeCrashed)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
              "rollout-abort",
              "a rollout by the Gateway is aborted half way, and is not begun again by the same spec",
              Duration.ofMinutes(5),
              RolloutAbort::tell),
          Scenario.of(
              "scale",
              "kubectl scale adds relays, which get their part of the clients, and takes them away again",
              Duration.ofMinutes(7),
              Scale::tell),
          Scenario.of(
                  "autoscale",
                  "load on the CPU adds relays, and its end takes them away",
                  Duration.ofMinutes(6),
                  Autoscale::tell)
              .needing(Need.METRICS),
          Scenario.of(
                  "gitops",
                  "Git's state is applied again and again while relays are added, and changes nothing",
                  Duration.ofMinutes(4),
                  Gitops::tell)
              .needing(Need.METRICS),
          Scenario.of(
              "plugin",
              "kubectl gunrelay says how a fleet is and what would change; relays take it as they run",
              Duration.ofMinutes(6),
              Plugin::tell),
          Scenario.of(
                  "repair",
                  "every owned object is deleted and edited by hand, and comes back",
                  Duration.ofMinutes(4),
                  Repair::tell)
              .whenNamed(),
          Scenario.of(
                  "delete",
                  "a deleted fleet leaves nothing but the volumes that it was told to leave",
                  Duration.ofMinutes(5),
                  Delete::tell)
              .needing(Need.VOLUMES),
          Scenario.of(
                  "examples",
                  "every example is applied and becomes Ready",
                  Duration.ofMinutes(6),
                  Examples::tell)
              .needing(Need.VOLUMES)
              .whenNamed(),
          Scenario.of(
              "topologies",
              "relays of two regions serve as one fleet; a region leaves under clients, and comes back",
              Duration.ofMinutes(5),
              Topologies::tell),
          Scenario.of(
                  "other-cluster",
                  "a region lives in another cluster, whose API server goes away and comes back",
                  Duration.ofMinutes(6),
                  OtherCluster::tell)
              .needing(Need.OTHER_CLUSTER),
          Scenario.of(
              "entry-certificate",
              "the certificate of an entry is replaced under its clients, and none of them notices",
              Duration.ofMinutes(3),
              EntryCertificate::tell),
          Scenario.of(
              "rotation",
              "the certificates of replication are replaced under writes, and no link is lost",
              Duration.ofMinutes(6),
              Rotation::tell),
          Scenario.of(
              "rbac",
              "an operator with rights in its own namespace alone serves the fleets there",
              Duration.ofMinutes(5),
              OneNamespace::tell),
          Scenario.of(
              "operator-restart",
              "the operator is killed in the middle of its work, and a new one goes on from there",
              Duration.ofMinutes(4),
              OperatorRestart::tell),
          Scenario.of(
                  "operator-chaos",
                  "operators are killed at random instants of a busy time, and nothing is left of it",
                  OperatorChaos.limit(),
                  OperatorChaos::tell)
              .needing(Need.FAULTS),
          Scenario.of(
                  "node-crash",
                  "a node dies with its relays; clients sync by the others, and it comes back",
                  Duration.ofMinutes(6),
                  NodeCrash::tell)
              .needing(Need.FAULTS),
          Scenario.of(
                  "node-cut",
                  "two nodes lose each other while clients write at both, and become equal again",
                  Duration.ofMinutes(4),
                  NodeCut::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-crash",
                  "a region dies; its clients sync through the other within seconds, and go home",
                  Duration.ofMinutes(6),
                  FailoverCrash::tell)
              .needing(Need.FAULTS),
          Scenario.of(
                  "failover-planned",
                  "somebody leads a region's clients to another one, and none is cut off",
                  Duration.ofMinutes(5),
                  FailoverPlanned::tell)
              .whenNamed(),
          Scenario.of(
                  "failover-cut",
                  "a region is cut off from everything; its clients are led away, and go home",
                  Duration.ofMinutes(6),
                  FailoverCuts::fromEverything)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-split",
                  "two regions lose each other, and nobody is led elsewhere",
                  Duration.ofMinutes(5),
                  FailoverCuts::fromEachOther)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-flapping",
                  "the link between two regions breaks every ten seconds, and nobody is led elsewhere",
                  Duration.ofMinutes(6),
                  FailoverCuts::flapping)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-leader",
                  "a region dies with the operator that works; another one leads its clients away",
                  Duration.ofMinutes(6),
                  FailoverCrash::withItsOperator)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-hub",
                  "another cluster is lost with its API server; its clients go to this one, and home",
                  Duration.ofMinutes(12),
                  FailoverHub::tell)
              .needing(Need.OTHER_CLUSTER)
              .whenNamed(),
          Scenario.of(
                  "failover-standby",
                  "all nodes at the hub die; a replica of the operator elsewhere leads clients away",
                  Duration.ofMinutes(12),
                  FailoverStandby::tell)
              .needing(Need.OTHER_CLUSTER)
              .whenNamed(),
          Scenario.of(
                  "failover-slow",
                  "the way between two clusters takes long; it is told, and nobody is led elsewhere",
                  Duration.ofMinutes(10),
                  FailoverSlow::tell)
              .needing(Need.OTHER_CLUSTER)
              .whenNamed(),
          Scenario.of(
                  "failover-entry",
                  "the ingress of a region dies; it is noticed, and nobody needs that entry",
                  Duration.ofMinutes(5),
                  FailoverEntry::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-unready",
                  "no relay of a region takes clients for long; they are led away, and go home",
                  Duration.ofMinutes(8),
                  FailoverUnready::tell)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "failover-manual",
                  "a region dies; it is said what would be done, and somebody asks for it",
                  Duration.ofMinutes(8),
                  FailoverManual::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-passive",
                  "the region that serves all clients dies; another one does, until it is back",
                  Duration.ofMinutes(8),
                  FailoverPassive::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-rollout",
                  "a region dies in the middle of a rollout",
                  Duration.ofMinutes(16),
                  FailoverRollout::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-both",
                  "both regions are in trouble, and nobody is led to one that is no better",
                  Duration.ofMinutes(10),
                  FailoverBoth::tell)
              .needing(Need.FAULTY_RELAYS)
              .whenNamed(),
          Scenario.of(
                  "failover-operator-cut",
                  "the operator does not see a region that others see, and nobody is led elsewhere",
                  Duration.ofMinutes(6),
                  FailoverBlind::operator)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-clients",
                  "clients do not reach a region's entry; those that know two go to the other",
                  Duration.ofMinutes(6),
                  FailoverBlind::clients)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-full",
                  "the disks of a region's relays are full; clients are led away, and go home",
                  Duration.ofMinutes(8),
                  FailoverFull::tell)
              .needing(Need.FAULTS)
              .whenNamed(),
          Scenario.of(
                  "failover-chaos",
                  "faults at random, one at a time, and hardly a write of a client with two entries fails",
                  FailoverChaos.limit(),
                  FailoverChaos::tell)
              .needing(Need.FAULTS)
              .whenNamed());

  private Catalogue() {}
}
