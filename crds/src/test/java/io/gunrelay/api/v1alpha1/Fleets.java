package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;

/** Resources to test with. */
final class Fleets {

  private Fleets() {}

  static GunRelayCluster minimal(String name) {
    return named(
        name,
        new GunRelayClusterSpec(
            "0.1.0",
            null,
            null,
            null,
            List.of(new RegionSpec("west", null, null, null, null, null, null)),
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null));
  }

  /** Every field that can stand beside the others, none at its default. */
  static GunRelayCluster complete(String name) {
    return named(
        name,
        new GunRelayClusterSpec(
            "1.4.0-rc.1",
            "registry.example.com/gunrelay/relay:1.4.0-rc.1",
            List.of(new ImagePullSecret("registry")),
            5,
            List.of(
                new RegionSpec(
                    "west",
                    null,
                    new AutoscalingSpec(3, 9, 55, null, null),
                    null,
                    null,
                    null,
                    null)),
            new ExposureSpec(
                ExposureType.Ingress,
                "relay.example.test",
                "nginx",
                null,
                new TlsSpec("relay-tls"),
                new DnsSpec(DnsMode.Annotations, 60, List.of("192.0.2.7")),
                List.of("10.0.0.0/8", "fd00::/8")),
            new StorageSpec(
                StorageType.PersistentVolume, new Quantity("20Gi"), "fast", VolumeRetention.Delete),
            Durability.Replicated,
            WhenAlone.Acknowledge,
            new LimitsSpec(
                100,
                65_536,
                10,
                50,
                10_000,
                1L << 33,
                1_000_000L,
                new AddressLimitsSpec(20, 5, 1_000, 1L << 20, 500, 1L << 22, 1L << 21),
                new KeyLimitsSpec(100, 1L << 18, 1L << 20)),
            new SecuritySpec(
                List.of("https://app.example.test", "chrome-extension://abcdefgh"),
                EncryptionPolicy.Require,
                List.of("^v1[.].+$"),
                true,
                new NetworkPolicySpec(true, List.of("ingress"), List.of("monitoring"))),
            new ResourceRequirementsBuilder()
                .addToRequests("cpu", new Quantity("250m"))
                .addToLimits("memory", new Quantity("768Mi"))
                .build(),
            podTemplate(),
            new RolloutSpec(
                RolloutStrategy.Rolling,
                RolloutOrder.AllAtOnce,
                "west",
                List.of(new RolloutStepSpec(20, 60, true), new RolloutStepSpec(100, 30, null)),
                60,
                120,
                new AnalysisSpec(
                    30,
                    5,
                    4,
                    60,
                    WhenInconclusive.Wait,
                    new ThresholdsSpec(2, 3, 4, 5, 6, 7, 8),
                    List.of(new AnalysisQuerySpec("errors", "sum(up)", 2.5, 1.0)),
                    List.of(new AnalysisWebhookSpec("smoke", "https://checks.example.com/", 7)))),
            new FailoverSpec(
                FailoverMode.Manual,
                FailoverStrategy.ActivePassive,
                10,
                FailbackMode.Manual,
                60,
                2,
                Fencing.Writes),
            new MonitoringSpec(false, null)));
  }

  private static RelayPodTemplate podTemplate() {
    return new RelayPodTemplate(
        new RelayPodMetadata(
            Map.of("example.com/team", "shop"), Map.of("example.com/owner", "shop@example.test")),
        new RelayPodSpec(
            Map.of("pool", "relays"),
            new AffinityBuilder()
                .withNewNodeAffinity()
                .withNewRequiredDuringSchedulingIgnoredDuringExecution()
                .addNewNodeSelectorTerm()
                .addNewMatchExpression()
                .withKey("disk")
                .withOperator("In")
                .withValues("ssd", "nvme")
                .endMatchExpression()
                .endNodeSelectorTerm()
                .endRequiredDuringSchedulingIgnoredDuringExecution()
                .endNodeAffinity()
                .withNewPodAntiAffinity()
                .addNewPreferredDuringSchedulingIgnoredDuringExecution()
                .withWeight(10)
                .withNewPodAffinityTerm()
                .withNewLabelSelector()
                .addToMatchLabels("app", "busy")
                .endLabelSelector()
                .withTopologyKey("kubernetes.io/hostname")
                .endPodAffinityTerm()
                .endPreferredDuringSchedulingIgnoredDuringExecution()
                .endPodAntiAffinity()
                .build(),
            List.of(
                new RelayToleration(
                    "node.kubernetes.io/unreachable",
                    TolerationOperator.Exists,
                    null,
                    TaintEffect.NoExecute,
                    30L)),
            List.of(
                new RelaySpread("kubernetes.io/hostname", 2, WhenUnsatisfiable.DoNotSchedule, 2)),
            "relays",
            "gvisor",
            "other-scheduler"));
  }

  static GunRelayClusterStatus status() {
    return new GunRelayClusterStatus(
        7L,
        Phase.Progressing,
        "2 of 3 relays are ready: west waits for a node",
        List.of(
            condition("Ready", "False", "TooFewRelays"),
            condition("Progressing", "True", "Starting")),
        3,
        3,
        2,
        "2/3",
        5_000_000_000L,
        "gunrelay.io/cluster=relays",
        List.of(new RegionStatus("west", 3, 2, 5_000_000_000L, null)),
        null,
        List.of(
            new ColourStatus("blue", ColourRole.Serving, "0a1b2c3d", "1.4.0", null, "{}"),
            new ColourStatus("green", ColourRole.Candidate, "4e5f6071", "1.5.0", null, "{}")),
        new RolloutStatus(
            "4e5f6071",
            "1.5.0",
            "0a1b2c3d",
            RolloutPhase.RollingBack,
            2,
            3,
            1,
            "2026-01-02T03:04:05Z",
            "2026-01-02T03:14:05Z",
            "2026-01-02T03:14:07Z",
            "2026-01-02T03:13:05Z",
            5_000_000_000L,
            100L,
            "goes back",
            RolloutOutcome.Failed,
            "its relays end",
            true,
            new RolloutVerdict(
                VerdictResult.Fail,
                "it is slow",
                List.of("latency p99: 90 ms"),
                "2026-01-02T03:14:06Z"),
            List.of(new RolloutRegionStatus("west", 50, 7L, 8L, 3))),
        new FailedRevisionStatus("4e5f6071", "1.5.0", "it is slow", "2026-01-02T03:04:05Z", ""),
        List.of(
            new PastRolloutStatus(
                "0a1b2c3d",
                "1.4.0",
                "1.3.0",
                "2026-01-02T03:04:05Z",
                "2026-01-02T03:05:05Z",
                RolloutOutcome.Completed,
                null)),
        new FailoverStatus(
            "east",
            "east",
            List.of(
                new FailoverRegionStatus(
                    "west",
                    FailoverPhase.FailedOver,
                    "2026-01-02T03:04:05Z",
                    "east",
                    0,
                    true,
                    "is served by east",
                    stopwatch(),
                    List.of(
                        new RemarkStatus(
                            RegionImpairment.OutOfDisk,
                            "2026-01-02T03:04:05Z",
                            "has a relay whose disk is full")))),
            List.of(new SwitchStatus("west", "east", true, "it is down", stopwatch()))));
  }

  private static StopwatchStatus stopwatch() {
    return new StopwatchStatus(
        "2026-01-02T03:04:01Z",
        "2026-01-02T03:04:02Z",
        "2026-01-02T03:04:04Z",
        "2026-01-02T03:04:04Z",
        "2026-01-02T03:04:04Z",
        "2026-01-02T03:04:05Z");
  }

  static Condition condition(String type, String status, String reason) {
    return new ConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage("In words.")
        .withLastTransitionTime("2026-01-02T03:04:05Z")
        .withObservedGeneration(7L)
        .build();
  }

  private static GunRelayCluster named(String name, GunRelayClusterSpec spec) {
    GunRelayCluster cluster = new GunRelayCluster();
    cluster.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("default").build());
    cluster.setSpec(spec);
    return cluster;
  }
}
