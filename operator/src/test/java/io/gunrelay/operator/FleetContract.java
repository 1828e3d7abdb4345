package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.StorageType;
import io.gunrelay.api.v1alpha1.VolumeRetention;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What a fleet's resource leads to, on any Kubernetes API. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class FleetContract {

  private final Fixture fixture;

  Fixture fixture() {
    return fixture;
  }

  FleetContract(Api api) {
    this.fixture = Fixture.start(api);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void aSmallResourceIsAllThatAFleetNeeds() {
    var cluster = fixture.settled("small", Specs.quickstart());

    for (var object : objectsOf("small")) {
      assertThat(object.getMetadata().getOwnerReferences())
          .as(object.getKind())
          .singleElement()
          .satisfies(owner -> {
            assertThat(owner.getUid()).isEqualTo(cluster.getMetadata().getUid());
            assertThat(owner.getController()).isTrue();
            assertThat(owner.getBlockOwnerDeletion()).isTrue();
          });
    }
    assertThat(fixture.eventually(Deployment.class, "small-west-blue").getSpec().getReplicas())
        .isEqualTo(2);
  }

  @Test
  void aRoundWithNothingToDoWritesNothing() {
    fixture.settled(
        "idle",
        Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(2, 5, 70, null, null)));
    fixture.settled("idle-volume", Specs.withStorage(Specs.quickstart(), volume("0.5Ti")));
    fixture.moreRounds("idle", 2);
    fixture.moreRounds("idle-volume", 2);

    var before = fixture.writes();
    fixture.moreRounds("idle", 5);
    fixture.moreRounds("idle-volume", 5);

    assertThat(writesOf("idle", fixture.writes())).isEqualTo(writesOf("idle", before));
    assertThat(fixture.events())
        .filteredOn(event -> event.getInvolvedObject().getName().startsWith("idle"))
        .isNotEmpty()
        .noneMatch(event -> event.getReason().equals("Repaired"));
  }

  @Test
  void whatSomebodyChangesIsChangedBack() {
    fixture.settled(
        "drift",
        Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(2, 5, 70, null, null)));

    edit(Service.class, "drift-west-peers", s -> s.getSpec().setPublishNotReadyAddresses(false));
    fixture.eventually(
        Service.class,
        "drift-west-peers",
        s -> Boolean.TRUE.equals(s.getSpec().getPublishNotReadyAddresses()));

    edit(ConfigMap.class, "drift-west-blue", c -> c.getData().put("relay.yaml", "region: moon\n"));
    fixture.eventually(
        ConfigMap.class, "drift-west-blue", c -> c.getData().toString().contains("region: west"));

    edit(
        Deployment.class,
        "drift-west-blue",
        d -> d.getSpec().getTemplate().getSpec().getContainers().getFirst().setImage("x:1"));
    fixture.eventually(
        Deployment.class,
        "drift-west-blue",
        d ->
            d.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage()
                .equals("example.com/gunrelay/relay:1.4.0"));

    edit(ServiceAccount.class, "drift", a -> a.setAutomountServiceAccountToken(true));
    fixture.eventually(ServiceAccount.class, "drift", a -> !a.getAutomountServiceAccountToken());

    edit(Ingress.class, "drift", i -> i.getSpec().getRules().getFirst().setHost("evil.example"));
    fixture.eventually(
        Ingress.class,
        "drift",
        i -> i.getSpec().getRules().getFirst().getHost().equals("relay.example.com"));

    edit(NetworkPolicy.class, "drift", p -> p.getSpec().getIngress().getLast().setFrom(List.of()));
    fixture.eventually(
        NetworkPolicy.class,
        "drift",
        p -> p.getSpec().getIngress().getLast().getFrom().size() == 2);

    edit(HorizontalPodAutoscaler.class, "drift-west-blue", h -> h.getSpec().setMaxReplicas(99));
    fixture.eventually(
        HorizontalPodAutoscaler.class, "drift-west-blue", h -> h.getSpec().getMaxReplicas() == 5);

    edit(
        PodDisruptionBudget.class,
        "drift-west-blue",
        b -> b.getSpec().setUnhealthyPodEvictionPolicy("IfHealthyBudget"));
    fixture.eventually(
        PodDisruptionBudget.class,
        "drift-west-blue",
        b -> b.getSpec().getUnhealthyPodEvictionPolicy().equals("AlwaysAllow"));
  }

  @Test
  void aRepairIsOneWrite() {
    fixture.settled("once", Specs.quickstart());
    fixture.moreRounds("once", 2);
    var before = fixture.writes().size();

    edit(Service.class, "once-west-peers", s -> s.getSpec().setPublishNotReadyAddresses(false));
    fixture.eventually(
        Service.class,
        "once-west-peers",
        s -> Boolean.TRUE.equals(s.getSpec().getPublishNotReadyAddresses()));
    fixture.moreRounds("once", 3);

    assertThat(
            fixture.writes().stream()
                .skip(before)
                .filter(request -> request.resource().equals("services")))
        .hasSize(1);
  }

  @Test
  void whatSomebodyDeletesIsMadeAgain() {
    fixture.settled("gone", Specs.quickstart());

    for (var object : objectsOf("gone")) {
      fixture.client().resource(object).delete();
      fixture.eventually(
          object.getClass(),
          object.getMetadata().getName(),
          again -> !again.getMetadata().getUid().equals(object.getMetadata().getUid()));
    }
  }

  @Test
  void certificatesAreReplacedInStepsOnceTheyAreAskedFor() {
    fixture.settled("rotate", Specs.quickstart());
    var first = bundle("rotate");
    var template =
        fixture.eventually(Deployment.class, "rotate-west-blue").getSpec().getTemplate().toString();

    annotate("rotate", "gunrelay.io/rotate-certificates", "now");

    fixture.eventually(
        Secret.class,
        "rotate-replication-tls",
        s -> decoded(s, "ca.crt").contains(first) && !decoded(s, "ca.crt").equals(first));
    fixture.eventually(
        Secret.class, "rotate-replication-tls", s -> !decoded(s, "ca.crt").contains(first));
    fixture.eventually(
        "an event",
        () ->
            fixture
                .client()
                .v1()
                .events()
                .inNamespace(fixture.namespace())
                .list()
                .getItems()
                .stream()
                .filter(event -> event.getInvolvedObject().getName().equals("rotate"))
                .filter(event -> event.getReason().equals("CertificatesRotated"))
                .findFirst());
    assertThat(fixture.eventually(Deployment.class, "rotate-west-blue").getSpec().getTemplate())
        .as("no pod is restarted")
        .hasToString(template);
    var before = secretsWritten("rotate");
    fixture.moreRounds("rotate", 3);
    assertThat(secretsWritten("rotate")).isEqualTo(before);
  }

  private long secretsWritten(String cluster) {
    return writesOf(cluster, fixture.writes()).stream()
        .filter(request -> request.resource().equals("secrets"))
        .count();
  }

  private String bundle(String cluster) {
    return decoded(fixture.eventually(Secret.class, cluster + "-replication-tls"), "ca.crt");
  }

  private static String decoded(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().get(key)), StandardCharsets.US_ASCII);
  }

  @Test
  void nothingIsWrittenForAPausedFleetUntilItGoesOn() {
    fixture.settled("pause", Specs.quickstart());
    annotate("pause", "gunrelay.io/paused", "true");
    fixture.status("pause", "it is paused", s -> s.phase() == Phase.Paused);

    fixture.edit("pause", spec -> Specs.withReplicas(spec, 5));
    fixture
        .client()
        .resource(fixture.eventually(PodDisruptionBudget.class, "pause-west-blue"))
        .delete();
    fixture.moreRounds("pause", 3);

    var paused = fixture.eventually(GunRelayCluster.class, "pause");
    assertThat(paused.getStatus().phase()).isEqualTo(Phase.Paused);
    assertThat(paused.getStatus().message()).contains("paused", "gunrelay.io/paused");
    assertThat(paused.getStatus().observedGeneration())
        .as("status does not speak of a spec that nothing was done for")
        .isLessThan(paused.getMetadata().getGeneration());
    assertThat(hasCondition(paused.getStatus().conditions(), "Progressing", "False", "Paused"))
        .isTrue();
    assertThat(fixture.find(PodDisruptionBudget.class, "pause-west-blue")).isEmpty();
    assertThat(fixture.eventually(Deployment.class, "pause-west-blue").getSpec().getReplicas())
        .isEqualTo(2);

    annotate("pause", "gunrelay.io/paused", "false");
    fixture.eventually(Deployment.class, "pause-west-blue", d -> d.getSpec().getReplicas() == 5);
    fixture.eventually(PodDisruptionBudget.class, "pause-west-blue");
    fixture.status("pause", "it is no longer paused", s -> s.phase() == Phase.Pending);
  }

  private void annotate(String cluster, String key, String value) {
    edit(GunRelayCluster.class, cluster, c -> c.getMetadata().setAnnotations(Map.of(key, value)));
  }

  @Test
  void aLabelThatSomebodyRemovesComesBack() {
    fixture.settled("label", Specs.quickstart());

    edit(Service.class, "label-west", s -> s.getMetadata().setLabels(null));

    fixture.eventually(
        Service.class,
        "label-west",
        s ->
            s.getMetadata().getLabels() != null
                && "label".equals(s.getMetadata().getLabels().get("gunrelay.io/cluster")));
  }

  @Test
  void whatIsNoLongerWantedIsRemoved() {
    fixture.settled(
        "prune",
        Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(3, 5, 70, null, null)));
    fixture.eventually(Ingress.class, "prune");
    fixture.eventually(HorizontalPodAutoscaler.class, "prune-west-blue");

    fixture.edit("prune", spec -> Specs.withExposure(spec, null));
    fixture.eventuallyGone(Ingress.class, "prune");

    fixture.edit("prune", Specs::withoutNetworkPolicy);
    fixture.eventuallyGone(NetworkPolicy.class, "prune");

    fixture.edit("prune", spec -> Specs.withAutoscaling(spec, null));
    fixture.eventuallyGone(HorizontalPodAutoscaler.class, "prune-west-blue");
    fixture.eventually(Deployment.class, "prune-west-blue", d -> d.getSpec().getReplicas() == 2);
  }

  @Test
  void theAutoscalerTakesOverTheNumberThatThereIs() {
    fixture.settled("scale", Specs.withReplicas(Specs.quickstart(), 4));
    fixture.eventually(Deployment.class, "scale-west-blue", d -> d.getSpec().getReplicas() == 4);

    fixture.edit(
        "scale", spec -> Specs.withAutoscaling(spec, new AutoscalingSpec(2, 9, 70, null, null)));
    fixture.eventually(HorizontalPodAutoscaler.class, "scale-west-blue");
    fixture.settled("scale");
    assertThat(fixture.eventually(Deployment.class, "scale-west-blue").getSpec().getReplicas())
        .isEqualTo(4);

    fixture
        .client()
        .apps()
        .deployments()
        .inNamespace(fixture.namespace())
        .withName("scale-west-blue")
        .scale(6);
    fixture.moreRounds("scale", 3);
    assertThat(fixture.eventually(Deployment.class, "scale-west-blue").getSpec().getReplicas())
        .isEqualTo(6);
  }

  @Test
  void anAutoscaledFleetStartsWithItsLeastNumber() {
    fixture.settled(
        "least",
        Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(3, 9, 70, null, null)));
    fixture.moreRounds("least", 2);

    assertThat(fixture.eventually(Deployment.class, "least-west-blue").getSpec().getReplicas())
        .isEqualTo(3);
  }

  @Test
  void aFleetWithVolumesIsAStatefulSet() {
    fixture.settled("volume", Specs.withStorage(Specs.quickstart(), volume("20Gi")));

    var set = fixture.eventually(StatefulSet.class, "volume-west").getSpec();
    assertThat(set.getPersistentVolumeClaimRetentionPolicy().getWhenDeleted()).isEqualTo("Delete");
    assertThat(set.getVolumeClaimTemplates()).hasSize(1);
    assertThat(fixture.find(Deployment.class, "volume-west-blue")).isEmpty();
  }

  @Test
  void aNewVersionReachesTheRelays() {
    fixture.settled("version", Specs.quickstart());

    fixture.edit("version", spec -> Specs.withVersion(spec, "1.5.0"));

    fixture.eventually(
        Deployment.class,
        "version-west-blue",
        d ->
            d.getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst()
                .getImage()
                .endsWith(":1.5.0"));
  }

  @Test
  void anObjectOfAnotherIsLeftAlone() {
    fixture
        .client()
        .resource(
            new ServiceBuilder()
                .withMetadata(
                    new ObjectMetaBuilder()
                        .withName("taken-west")
                        .withNamespace(fixture.namespace())
                        .build())
                .withNewSpec()
                .addNewPort()
                .withPort(80)
                .endPort()
                .endSpec()
                .build())
        .create();

    fixture.create("taken", Specs.quickstart());

    var status =
        fixture.status(
            "taken",
            "a condition that names the Service",
            s -> hasCondition(s.conditions(), "Degraded", "True", "NameTaken"));
    assertThat(status.message()).contains("Service taken-west");
    var service = fixture.eventually(Service.class, "taken-west");
    assertThat(service.getSpec().getPorts().getFirst().getPort()).isEqualTo(80);
    fixture.eventually(Deployment.class, "taken-west-blue");

    fixture.client().resource(service).delete();
    fixture.status(
        "taken",
        "the condition gone",
        s -> hasCondition(s.conditions(), "Degraded", "False", "AsWanted"));
  }

  @Test
  void noChangeOfTheSpecIsLostWhileStatusIsWritten() {
    fixture.settled("race", Specs.quickstart());
    var pods = fixture.pods();
    pods.create("race", "race-1");
    for (int i = 1; i <= 40; i++) {
      // Each of these makes the operator write status, at the moment in which the spec changes.
      pods.waiting("race-1", i % 2 == 0 ? "ImagePullBackOff" : "CreateContainerError", "no " + i);
      int replicas = 2 + i % 7;
      fixture.edit("race", spec -> Specs.withReplicas(spec, replicas));
      fixture.eventually(
          Deployment.class, "race-west-blue", d -> d.getSpec().getReplicas() == replicas);
    }
    fixture.settled("race");
  }

  private List<HasMetadata> objectsOf(String cluster) {
    return List.of(
        fixture.eventually(ServiceAccount.class, cluster),
        fixture.eventually(NetworkPolicy.class, cluster),
        fixture.eventually(Secret.class, cluster + "-replication-ca"),
        fixture.eventually(Secret.class, cluster + "-replication-tls"),
        fixture.eventually(Service.class, cluster + "-peers"),
        fixture.eventually(Service.class, cluster + "-relays"),
        fixture.eventually(ConfigMap.class, cluster + "-west-blue"),
        fixture.eventually(Service.class, cluster + "-west-peers"),
        fixture.eventually(Service.class, cluster + "-west"),
        fixture.eventually(Deployment.class, cluster + "-west-blue"),
        fixture.eventually(PodDisruptionBudget.class, cluster + "-west-blue"),
        fixture.eventually(Ingress.class, cluster));
  }

  <T extends HasMetadata> void edit(Class<T> kind, String name, Consumer<T> change) {
    var _ = fixture.edit(kind, name, change);
  }

  static StorageSpec volume(String size) {
    return new StorageSpec(
        StorageType.PersistentVolume, new Quantity(size), null, VolumeRetention.Delete);
  }

  private static List<AuditLog.Request> writesOf(String prefix, List<AuditLog.Request> writes) {
    return writes.stream().filter(write -> write.name().startsWith(prefix)).toList();
  }

  static boolean hasCondition(
      @Nullable List<Condition> conditions, String type, String status, String reason) {
    return conditions != null
        && conditions.stream()
            .anyMatch(condition ->
                Objects.equals(condition.getType(), type)
                    && Objects.equals(condition.getStatus(), status)
                    && Objects.equals(condition.getReason(), reason));
  }
}
