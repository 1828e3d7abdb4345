package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LoadBalancerIngressBuilder;
import io.fabric8.kubernetes.api.model.LoadBalancerStatusBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.ClusterStatus;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Names;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Regions in another cluster: a namespace that the operator reaches through a kubeconfig only, with
 * the rights that {@code deploy/other-cluster} gives and a way that can be cut.
 */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OtherClustersTest {

  private static final String SECRET = "east-cluster";

  private final KubernetesClient client;
  private final Fixture fixture;
  private final Elsewhere elsewhere;

  OtherClustersTest(ApiServer.Running server) throws IOException {
    this.client = server.client();
    this.fixture = Fixture.start(server);
    this.elsewhere = new Elsewhere(client);
    client
        .resource(elsewhere.kubeConfig(fixture, SECRET))
        .inNamespace(fixture.namespace())
        .create();
  }

  @AfterAll
  void stop() throws IOException {
    fixture.close();
    elsewhere.close();
  }

  @Test
  void aRegionIsMadeInTheClusterThatItNames() {
    fixture.create("wide", inTwoClusters());

    var deployment = awaitThere(Deployment.class, "wide-east-blue");
    assertThat(deployment.getMetadata().getOwnerReferences()).isEmpty();
    assertThat(deployment.getMetadata().getLabels())
        .containsEntry(Names.KUBE_CONFIG_LABEL, SECRET)
        .containsEntry(
            Names.OWNER_LABEL,
            fixture.eventually(GunRelayCluster.class, "wide").getMetadata().getUid());
    assertThat(awaitThere(ConfigMap.class, "wide-east-blue").getData().get("relay.yaml"))
        .contains("wide-peers." + elsewhere.namespace() + ".svc:");
    assertThat(elsewhere.find(Deployment.class, "wide-west-blue")).isEmpty();
    fixture.eventually(Deployment.class, "wide-west-blue");
    assertThat(fixture.find(Deployment.class, "wide-east-blue")).isEmpty();
  }

  @Test
  void itsRelaysGetACertificateAndNoAuthority() {
    fixture.create("certified", inTwoClusters());

    var there = awaitThere(Secret.class, "certified-replication-tls");

    assertThat(there.getData())
        .isEqualTo(fixture.eventually(Secret.class, "certified-replication-tls").getData());
    awaitThere(Deployment.class, "certified-east-blue");
    assertThat(elsewhere.find(Secret.class, "certified-replication-ca")).isEmpty();
  }

  @Test
  void relaysOfBothClustersLearnWhereThoseOfTheOtherAreWithoutARestart() {
    fixture.create("met", inTwoClusters());
    awaitThere(Service.class, "met-east-replication");
    fixture.eventually(Service.class, "met-west-replication");
    var before = hash(fixture.eventually(Deployment.class, "met-west-blue"));

    giveAddress(elsewhere.namespace(), "met-east-replication", "192.0.2.7");
    giveAddress(fixture.namespace(), "met-west-replication", "192.0.2.8");

    assertThat(addresses(fixture.eventually(EndpointSlice.class, "met-peers-elsewhere")))
        .containsExactly("192.0.2.7");
    assertThat(addresses(awaitThere(EndpointSlice.class, "met-peers-elsewhere")))
        .containsExactly("192.0.2.8");
    assertThat(hash(fixture.eventually(Deployment.class, "met-west-blue"))).isEqualTo(before);
    fixture.status(
        "met",
        "the other cluster's endpoint",
        status ->
            status.clusters() != null
                && List.of("192.0.2.7:8766").equals(cluster(status).replicationEndpoints()));
  }

  @Test
  void whatSomebodyChangesThereIsPutBackAndNothingElseIsWritten() {
    fixture.create("tended", inTwoClusters());
    awaitThere(Service.class, "tended-relays");
    fixture.settled("tended");
    fixture.moreRounds("tended", 2);
    var before = versions("tended-east-blue");

    fixture.moreRounds("tended", 5);
    assertThat(versions("tended-east-blue")).isEqualTo(before);

    client
        .configMaps()
        .inNamespace(elsewhere.namespace())
        .withName("tended-east-blue")
        .edit(map -> {
          map.getData().put("relay.yaml", "region: moon\n");
          return map;
        });
    fixture.eventually(
        "the region put back",
        () ->
            elsewhere
                .find(ConfigMap.class, "tended-east-blue")
                .filter(map -> map.getData().toString().contains("region: east")));
  }

  @Test
  void aClusterThatDoesNotAnswerKeepsNobodyElseWaitingAndIsCaughtUpWith() {
    fixture.create("cut", inTwoClusters());
    awaitThere(Deployment.class, "cut-east-blue");

    elsewhere.gate().shut();
    try {
      var status =
          fixture.status("cut", "a condition that says so", isDegraded("ClusterUnreachable"));
      assertThat(region(status, "east"))
          .contains("the cluster of region east", "its API server does not answer");
      assertThat(cluster(status).reachable()).isFalse();

      fixture.edit("cut", spec -> Specs.withReplicas(spec, 7));
      fixture.eventually(Deployment.class, "cut-west-blue", is(7));
    } finally {
      elsewhere.gate().open();
    }

    fixture.eventually(
        "the region caught up",
        () -> elsewhere.find(Deployment.class, "cut-east-blue").filter(is(7)));
    fixture.status("cut", "the condition gone", isDegraded("ClusterUnreachable").negate());
  }

  @Test
  void aRegionThatIsRemovedLeavesNothingBehind() {
    fixture.create("left", inTwoClusters());
    awaitThere(Deployment.class, "left-east-blue");

    fixture.edit("left", spec -> Specs.withRegions(spec, Specs.region("west")));

    awaitNothingThere("left");
    fixture.eventually(
        GunRelayCluster.class,
        "left",
        cluster -> cluster.getStatus().clusters() == null && !Finalizer.isOn(cluster));
    fixture.eventually(Deployment.class, "left-west-blue");
  }

  @Test
  void aFleetThatIsDeletedLeavesNothingBehind() {
    fixture.create("gone", inTwoClusters());
    awaitThere(Deployment.class, "gone-east-blue");

    fixture.client().resource(fixture.eventually(GunRelayCluster.class, "gone")).delete();

    fixture.eventuallyGone(GunRelayCluster.class, "gone");
    awaitNothingThere("gone");
  }

  @Test
  void aDeletionWaitsForAClusterThatDoesNotAnswerUntilItIsToldNotTo() {
    fixture.create("stuck", inTwoClusters());
    awaitThere(Deployment.class, "stuck-east-blue");
    elsewhere.gate().shut();
    try {
      fixture.status("stuck", "the outage", isDegraded("ClusterUnreachable"));

      fixture.client().resource(fixture.eventually(GunRelayCluster.class, "stuck")).delete();

      fixture.status(
          "stuck",
          "why it is still there",
          status -> message(status).matches("being deleted.*" + SECRET + ".*"));
      fixture.edit(
          GunRelayCluster.class,
          "stuck",
          cluster ->
              cluster
                  .getMetadata()
                  .getAnnotations()
                  .put(Annotation.ABANDON_CLUSTERS.key(), SECRET));
      fixture.eventuallyGone(GunRelayCluster.class, "stuck");
      assertThat(elsewhere.find(Deployment.class, "stuck-east-blue")).isPresent();
    } finally {
      elsewhere.gate().open();
    }
  }

  @Test
  void aDeletionDoesNotWaitForEver() {
    fixture.create("late", inTwoClusters());
    awaitThere(Deployment.class, "late-east-blue");
    elsewhere.gate().shut();
    try {
      fixture.client().resource(fixture.eventually(GunRelayCluster.class, "late")).delete();

      fixture.eventuallyGone(GunRelayCluster.class, "late");
      fixture.eventually(
          "an event that says what is left",
          () ->
              client.v1().events().inNamespace(fixture.namespace()).list().getItems().stream()
                  .filter(event -> "ClusterAbandoned".equals(event.getReason()))
                  .filter(event -> "late".equals(event.getInvolvedObject().getName()))
                  .filter(event -> event.getMessage().contains(Names.OWNER_LABEL + "="))
                  .findFirst());
    } finally {
      elsewhere.gate().open();
    }
  }

  @Test
  void anObjectOfAnothersIsLeftAlone() {
    client
        .resource(
            new ServiceAccountBuilder().withNewMetadata().withName("taken").endMetadata().build())
        .inNamespace(elsewhere.namespace())
        .create();

    fixture.create("taken", inTwoClusters());

    var status = fixture.status("taken", "whose name is taken", isDegraded("NameTaken"));
    assertThat(status.message())
        .contains("in the cluster of Secret " + SECRET, "ServiceAccount taken");
    assertThat(
            elsewhere.find(ServiceAccount.class, "taken").orElseThrow().getMetadata().getLabels())
        .isNullOrEmpty();
  }

  @Test
  void aKubeConfigThatWouldMakeTheOperatorReadItsOwnFilesIsRefused() {
    client
        .resource(
            Elsewhere.secret(
                "trap",
                """
                current-context: c
                contexts: [{name: c, context: {cluster: c, user: u}}]
                clusters: [{name: c, cluster: {server: "https://127.0.0.1:1"}}]
                users: [{name: u, user: {tokenFile: /var/run/secrets/kubernetes.io/serviceaccount/token}}]
                """))
        .inNamespace(fixture.namespace())
        .create();

    fixture.create("trapped", inTwoClusters("trap"));

    var status = fixture.status("trapped", "the refusal", isDegraded("ClusterUnreachable"));
    assertThat(status.message()).contains("names a file as tokenFile: give token");
    fixture.eventually(Deployment.class, "trapped-west-blue");
  }

  private GunRelayClusterSpec inTwoClusters() {
    return inTwoClusters(SECRET);
  }

  private GunRelayClusterSpec inTwoClusters(String secret) {
    return Specs.withRegions(
        Specs.quickstart(),
        Specs.region("west"),
        Specs.regionElsewhere("east", secret, elsewhere.namespace()));
  }

  private <T extends HasMetadata> T awaitThere(Class<T> kind, String name) {
    return fixture.eventually(
        kind.getSimpleName() + " " + name + " there", () -> elsewhere.find(kind, name));
  }

  private void awaitNothingThere(String fleet) {
    fixture.eventually(
        "nothing left there",
        () -> {
          var left =
              client.services().inNamespace(elsewhere.namespace()).list().getItems().stream()
                  .anyMatch(service -> service.getMetadata().getName().startsWith(fleet + "-"));
          return left
                  || elsewhere.find(Deployment.class, fleet + "-east-blue").isPresent()
                  || elsewhere.find(Secret.class, fleet + "-replication-tls").isPresent()
                  || elsewhere.find(ServiceAccount.class, fleet).isPresent()
              ? Optional.empty()
              : Optional.of(true);
        });
  }

  private List<String> versions(String name) {
    return List.of(
        awaitThere(Deployment.class, name).getMetadata().getResourceVersion(),
        awaitThere(PodDisruptionBudget.class, name).getMetadata().getResourceVersion(),
        awaitThere(ConfigMap.class, name).getMetadata().getResourceVersion());
  }

  /** Plays the cloud. */
  private void giveAddress(String namespace, String service, String address) {
    client
        .services()
        .inNamespace(namespace)
        .withName(service)
        .editStatus(object -> {
          object
              .getStatus()
              .setLoadBalancer(
                  new LoadBalancerStatusBuilder()
                      .withIngress(new LoadBalancerIngressBuilder().withIp(address).build())
                      .build());
          return object;
        });
  }

  private static List<String> addresses(EndpointSlice slice) {
    return slice.getEndpoints().getFirst().getAddresses();
  }

  private static ClusterStatus cluster(GunRelayClusterStatus status) {
    return Objects.requireNonNull(status.clusters()).getFirst();
  }

  private static String message(GunRelayClusterStatus status) {
    return Objects.requireNonNullElse(status.message(), "");
  }

  private static String hash(Deployment deployment) {
    var annotations = deployment.getSpec().getTemplate().getMetadata().getAnnotations();
    return Objects.requireNonNull(annotations.get(Annotation.CONFIG_HASH.key()));
  }

  private static Predicate<Deployment> is(int replicas) {
    return deployment -> deployment.getSpec().getReplicas() == replicas;
  }

  private static Predicate<GunRelayClusterStatus> isDegraded(String reason) {
    return status ->
        Objects.requireNonNullElse(status.conditions(), List.<Condition>of()).stream()
            .anyMatch(condition ->
                "Degraded".equals(condition.getType()) && reason.equals(condition.getReason()));
  }

  private static String region(GunRelayClusterStatus status, String name) {
    return Objects.requireNonNull(status.regions()).stream()
        .filter(region -> region.name().equals(name))
        .map(region -> Objects.requireNonNullElse(region.message(), ""))
        .findFirst()
        .orElse("");
  }
}
