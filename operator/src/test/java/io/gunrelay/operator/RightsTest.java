package io.gunrelay.operator;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.DnsMode;
import io.gunrelay.api.v1alpha1.DnsSpec;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.IssuerRef;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.StorageType;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.kinds.DnsEndpoint;
import io.gunrelay.operator.observe.OptionalKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Every test of this module runs the operator with the rights of {@code rbac.yaml}; none too few is
 * therefore known. Here: none too many.
 */
@ExtendWith(ApiServer.class)
class RightsTest {

  private final ApiServer.Running server;

  RightsTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void everyRightIsUsed() throws IOException {
    var lease = new Settings.Lease("gunrelay-system", "gunrelay-operator", "test");
    try (var _ = InstalledKinds.install(server.client(), OptionalKinds.ALL);
        var fixture = Fixture.start(server, Optional.of(lease));
        var elsewhere = new Elsewhere(server.client())) {
      aLifeOfAFleet(fixture);
      aLifeInTwoClusters(fixture, elsewhere);
      aRelayOutOfReach(fixture);
    }

    var unused = granted();
    unused.removeAll(used());

    assertThat(unused).isEmpty();
  }

  private static void aLifeOfAFleet(Fixture fixture) {
    fixture.settled(
        "life",
        Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(2, 5, 70, null, null)));
    fixture.eventually(ServiceMonitor.class, "life");
    fixture.edit("life", spec -> Specs.withAutoscaling(spec, null));
    fixture.eventuallyGone(HorizontalPodAutoscaler.class, "life-west-blue");
    fixture.edit("life", spec -> Specs.withExposure(spec, null));
    fixture.eventuallyGone(Ingress.class, "life");
    fixture.edit("life", spec -> Specs.withExposure(spec, Specs.byGateway("public", null)));
    fixture.eventually(HTTPRoute.class, "life");
    fixture.eventually(Gateway.class, "life");
    fixture.edit("life", spec -> Specs.withExposure(spec, null));
    fixture.eventuallyGone(HTTPRoute.class, "life");
    fixture.eventuallyGone(Gateway.class, "life");
    fixture.edit(
        "life",
        spec ->
            Specs.withExposure(
                spec, Specs.withIssuer("relay.example.com", new IssuerRef("ca", null, null))));
    fixture.eventually(Certificate.class, "life");
    fixture.edit("life", spec -> Specs.withExposure(spec, null));
    fixture.eventuallyGone(Certificate.class, "life");
    fixture.edit(
        "life",
        spec ->
            Specs.withExposure(
                spec, Specs.withDns(new DnsSpec(DnsMode.Endpoint, null, List.of("192.0.2.7")))));
    fixture.eventually(DnsEndpoint.class, "life");
    fixture.edit("life", spec -> Specs.withExposure(spec, null));
    fixture.eventuallyGone(DnsEndpoint.class, "life");
    fixture.edit("life", spec -> Specs.withoutMonitoring(spec));
    fixture.eventuallyGone(ServiceMonitor.class, "life");

    leaveBehind(fixture, "life", "west", Deployment.class);
    fixture.settled(
        "life",
        Specs.inRegion(
            Specs.withStorage(
                Specs.quickstart(),
                new StorageSpec(StorageType.PersistentVolume, new Quantity("1Gi"), null, null)),
            "east"));
    fixture.eventuallyGone(Deployment.class, "life-west-blue");
    fixture.eventuallyGone(ConfigMap.class, "life-west-blue");
    fixture.eventuallyGone(Service.class, "life-west");
    fixture.eventuallyGone(PodDisruptionBudget.class, "life-west-blue");

    leaveBehind(fixture, "life", "east", StatefulSet.class);
    fixture.settled("life", Specs.quickstart());
    fixture.eventuallyGone(StatefulSet.class, "life-east");
    fixture.edit("life", Specs::withoutNetworkPolicy);
    fixture.eventuallyGone(NetworkPolicy.class, "life");
  }

  /** Nobody answers at its address, so it is asked by the API server. */
  private void aRelayOutOfReach(Fixture fixture) {
    fixture.settled("far", Specs.quickstart());
    fixture.pods().create("far", "far-1");
    fixture.pods().ready("far-1", "127.0.0.1");
    fixture.until("the relay to be asked by another way", () -> used().contains("/pods/proxy get"));
  }

  private static void aLifeInTwoClusters(Fixture fixture, Elsewhere elsewhere) {
    fixture
        .client()
        .resource(elsewhere.kubeConfig(fixture, "east"))
        .inNamespace(fixture.namespace())
        .create();
    fixture.create(
        "two",
        Specs.withRegions(
            Specs.quickstart(),
            Specs.region("west"),
            Specs.regionReachedAt("east", "east", elsewhere.namespace(), "192.0.2.1:8766")));
    fixture.eventually(EndpointSlice.class, "two-peers-elsewhere");
    fixture.eventually(Lease.class, "two-east");
    fixture.edit("two", spec -> Specs.withRegions(spec, Specs.region("west")));
    fixture.eventuallyGone(EndpointSlice.class, "two-peers-elsewhere");
    fixture.eventuallyGone(Lease.class, "two-east");
  }

  /** What {@code kubectl delete --cascade=orphan} leaves. */
  private static void leaveBehind(
      Fixture fixture, String name, String region, Class<? extends HasMetadata> workload) {
    fixture.client().resource(fixture.eventually(GunRelayCluster.class, name)).delete();
    fixture.eventuallyGone(GunRelayCluster.class, name);
    abandon(fixture, name, region, workload);
    // A round that had begun before has put its owner back.
    abandon(fixture, name, region, workload);
  }

  private static void abandon(
      Fixture fixture, String name, String region, Class<? extends HasMetadata> workload) {
    var set = name + "-" + region + (workload == Deployment.class ? "-blue" : "");
    for (var kind : List.of(workload, ConfigMap.class, PodDisruptionBudget.class)) {
      orphan(fixture, kind, set);
    }
    orphan(fixture, Service.class, name + "-" + region);
    orphan(fixture, Service.class, name + "-" + region + "-peers");
    orphan(fixture, Secret.class, name + "-replication-ca");
    orphan(fixture, Secret.class, name + "-replication-tls");
    orphan(fixture, ServiceAccount.class, name);
    orphan(fixture, NetworkPolicy.class, name);
  }

  private static <T extends HasMetadata> void orphan(Fixture fixture, Class<T> kind, String name) {
    var _ = fixture.edit(kind, name, object -> object.getMetadata().setOwnerReferences(List.of()));
  }

  /** As {@code group/resource verb}. */
  private Set<String> used() {
    var used = new TreeSet<String>();
    for (var request : server.requests().ofTheOperator()) {
      var resource = request.group() + "/" + request.resource() + " ";
      used.add(resource + request.verb());
      if (request.verb().equals("patch") && request.status() == 201) {
        used.add(resource + "create");
      }
    }
    // Not asked for in a request of its own: admission looks whether the operator has it when an
    // owner reference blocks the owner's deletion. The tests' API server has that admission on.
    used.add("gunrelay.io/gunrelayclusters/finalizers update");
    // Asked for only when a status write meets another write.
    used.add("gunrelay.io/gunrelayclusters get");
    return used;
  }

  private static Set<String> granted() throws IOException {
    var serialization = new KubernetesSerialization();
    try (var yaml = Files.newInputStream(ApiServer.INSTALLATION.resolve("rbac.yaml"))) {
      List<HasMetadata> documents = serialization.unmarshal(yaml);
      return documents.stream()
          .flatMap(document ->
              switch (document) {
                case ClusterRole role -> role.getRules().stream();
                case Role role -> role.getRules().stream();
                default -> Stream.<PolicyRule>empty();
              })
          .flatMap(rule ->
              rule.getApiGroups().stream()
                  .flatMap(group ->
                      rule.getResources().stream()
                          .flatMap(resource ->
                              rule.getVerbs().stream()
                                  .map(verb -> group + "/" + resource + " " + verb))))
          .collect(toCollection(TreeSet::new));
    }
  }
}
