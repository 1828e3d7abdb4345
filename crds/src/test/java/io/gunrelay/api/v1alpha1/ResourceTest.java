package io.gunrelay.api.v1alpha1;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.autoscaling.v1.Scale;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The resource on a real API server: defaults, round trips, subresources, the table. */
@ExtendWith(ApiServer.class)
class ResourceTest {

  private final KubernetesClient client;

  ResourceTest(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void theSmallestResourceGetsTheDefaults() {
    assertThat(client.resource(smallest("smallest")).create().getAdditionalProperties().get("spec"))
        .isEqualTo(
            Map.ofEntries(
                entry("version", "0.1.0"),
                entry("replicas", 2),
                entry("regions", List.of(Map.of("name", "west"))),
                entry("storage", Map.of("type", "Ephemeral", "whenDeleted", "Retain")),
                entry("durability", "Disk"),
                entry("whenAlone", "Refuse"),
                entry(
                    "limits",
                    Map.of(
                        "connections", 20_000,
                        "messageBytes", 8_388_608,
                        "subscriptionsPerConnection", 10_000)),
                entry(
                    "resources",
                    Map.of(
                        "requests", Map.of("cpu", "500m", "memory", "512Mi"),
                        "limits", Map.of("memory", "1Gi"))),
                entry(
                    "security",
                    Map.of(
                        "encryption",
                        "Off",
                        "signedOnly",
                        false,
                        "networkPolicy",
                        Map.of("enabled", true))),
                entry(
                    "failover",
                    Map.of(
                        "mode",
                        "Automatic",
                        "strategy",
                        "ActiveActive",
                        "confirmSeconds",
                        3,
                        "failback",
                        "Automatic",
                        "holdDownSeconds",
                        300,
                        "maxSwitchesPerHour",
                        4,
                        "fencing",
                        "Acknowledgements")),
                entry(
                    "rollout",
                    Map.of(
                        "order",
                        "RegionByRegion",
                        "keepPreviousSeconds",
                        600,
                        "startDeadlineSeconds",
                        600,
                        "analysis",
                        Map.of(
                            "intervalSeconds",
                            10,
                            "minClients",
                            20,
                            "failedIntervals",
                            3,
                            "inconclusiveSeconds",
                            300,
                            "whenInconclusive",
                            "Proceed",
                            "thresholds",
                            Map.of(
                                "refusedPercent", 1,
                                "latencyIncreasePercent", 100,
                                "failedConnectionsPercent", 5,
                                "lagSeconds", 10,
                                "restarts", 0,
                                "cpuIncreasePercent", 200,
                                "memoryIncreasePercent", 200)))),
                entry("monitoring", Map.of("serviceMonitor", true, "logLevel", "Info"))));
  }

  @Test
  void javaAndTheServerMeanTheSameByWhatIsAbsent() {
    client.resource(smallest("absent")).create();

    assertThat(stored("absent").require().getSpec()).isEqualTo(Fleets.minimal("absent").getSpec());
  }

  @Test
  void whatJavaWritesComesBackEqual() {
    for (GunRelayCluster written :
        List.of(Fleets.minimal("written-minimal"), Fleets.complete("written-complete"))) {
      assertThat(client.resource(written).create().getSpec()).isEqualTo(written.getSpec());
      assertThat(stored(written).require().getSpec()).isEqualTo(written.getSpec());
    }
  }

  @Test
  void theStatusComesBackEqualAndLeavesTheSpecAlone() {
    GunRelayCluster cluster = client.resource(Fleets.complete("with-status")).create();
    cluster.setStatus(Fleets.status());
    client.resource(cluster).updateStatus();

    assertThat(stored(cluster).require().getStatus()).isEqualTo(Fleets.status());
    assertThat(stored(cluster).require().getSpec()).isEqualTo(cluster.getSpec());
    assertThat(stored(cluster).require().getMetadata().getGeneration()).isEqualTo(1);
  }

  @Test
  void theScaleSubresourceReadsAndSetsTheReplicas() {
    GunRelayCluster cluster = client.resource(Fleets.minimal("scaled")).create();
    cluster.setStatus(Fleets.status());
    client.resource(cluster).updateStatus();
    Scale scale = stored(cluster).scale();

    assertThat(scale.getSpec().getReplicas()).isEqualTo(2);
    assertThat(scale.getStatus().getReplicas()).isEqualTo(3);
    assertThat(scale.getStatus().getSelector()).isEqualTo("gunrelay.io/cluster=relays");

    scale.getSpec().setReplicas(6);
    stored(cluster).scale(scale);
    assertThat(stored(cluster).require().getSpec().replicas()).isEqualTo(6);
  }

  @Test
  void conditionsOfTwoWritersStandSideBySide() {
    GunRelayCluster cluster = client.resource(Fleets.minimal("two-writers")).create();
    applyCondition(cluster, "operator", "Ready");
    applyCondition(cluster, "auditor", "Audited");

    List<Condition> conditions = stored(cluster).require().getStatus().conditions();
    assertThat(conditions).extracting(Condition::getType).containsOnly("Ready", "Audited");
  }

  @Test
  void kubectlGetShowsTheStateAtAGlance() throws Exception {
    GunRelayCluster cluster = client.resource(Fleets.minimal("in-a-table")).create();
    cluster.setStatus(Fleets.status());
    client.resource(cluster).updateStatus();

    JsonNode table = table("in-a-table");
    List<String> columns = new ArrayList<>();
    List<String> narrow = new ArrayList<>();
    for (JsonNode column : table.at("/columnDefinitions")) {
      columns.add(column.get("name").asText());
      if (column.get("priority").asInt() == 0) {
        narrow.add(column.get("name").asText());
      }
    }
    List<String> cells = new ArrayList<>();
    table.at("/rows/0/cells").forEach(cell -> cells.add(cell.asText()));

    assertThat(narrow).containsExactly("Name", "Phase", "Version", "Ready", "Clients", "Age");
    assertThat(columns).endsWith("Message");
    assertThat(cells).startsWith("in-a-table", "Progressing", "0.1.0", "2/3", "5000000000");
    assertThat(cells).endsWith("2 of 3 relays are ready: west waits for a node");
  }

  private static GenericKubernetesResource smallest(String name) {
    Map<String, Object> spec =
        Map.of("version", "0.1.0", "regions", List.of(Map.of("name", "west")));
    return new Case("the smallest resource", name, null, spec, List.of()).resource();
  }

  private Resource<GunRelayCluster> stored(GunRelayCluster cluster) {
    return stored(cluster.getMetadata().getName());
  }

  private Resource<GunRelayCluster> stored(String name) {
    return client.resources(GunRelayCluster.class).inNamespace("default").withName(name);
  }

  private void applyCondition(GunRelayCluster cluster, String manager, String type) {
    GunRelayCluster patch = new GunRelayCluster();
    patch.setMetadata(
        new ObjectMetaBuilder()
            .withName(cluster.getMetadata().getName())
            .withNamespace("default")
            .build());
    patch.setStatus(
        new GunRelayClusterStatus(
            null,
            null,
            null,
            List.of(Fleets.condition(type, "True", "Because")),
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
            null,
            null,
            null));
    client
        .resource(patch)
        .subresource("status")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(manager)
                .build());
  }

  private JsonNode table(String name) throws Exception {
    HttpRequest request =
        client
            .getHttpClient()
            .newHttpRequestBuilder()
            .uri(
                client.getMasterUrl()
                    + "apis/gunrelay.io/v1alpha1/namespaces/default/gunrelayclusters/"
                    + name)
            .header("Accept", "application/json;as=Table;v=v1;g=meta.k8s.io")
            .build();
    String body =
        client.getHttpClient().sendAsync(request, String.class).get(30, TimeUnit.SECONDS).body();
    return client.getKubernetesSerialization().unmarshal(body, JsonNode.class);
  }
}
