package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.utils.Serialization;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Owned;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What is owned is held: against deletion, and against edits of what it says. */
public final class Repair {
  private static final Duration REPAIR = Duration.ofSeconds(30);

  /** An edit by hand for each kind, as a merge patch. */
  private static final Map<String, String> EDITS =
      Map.of(
          "Deployment", "{\"spec\":{\"template\":{\"spec\":{\"enableServiceLinks\":true}}}}",
          "Service", "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"nothing\"}}}",
          "ConfigMap", "{\"data\":{\"relay.yaml\":\"region: elsewhere\\n\"}}",
          "ServiceAccount", "{\"metadata\":{\"labels\":{\"gunrelay.io/cluster\":\"other\"}}}",
          "NetworkPolicy", "{\"spec\":{\"ingress\":[{}]}}",
          "Ingress", "{\"spec\":{\"tls\":null}}",
          "HorizontalPodAutoscaler", "{\"spec\":{\"maxReplicas\":9}}",
          "PodDisruptionBudget",
              "{\"spec\":{\"selector\":{\"matchLabels\":{\"gunrelay.io/cluster\":\"other\"}}}}",
          "ServiceMonitor", "{\"spec\":{\"endpoints\":[]}}");

  private Repair() {}

  public static void tell(Stage stage) {
    Fleet fleet =
        Fleet.start(
            stage,
            "held",
            """
            replicas: 2
            regions:
            - name: west
            monitoring: {serviceMonitor: true}
            """);
    fleet.awaitReady(2);
    Owned owned = new Owned(stage);
    List<GenericKubernetesResource> all = owned.by(fleet);
    if (all.size() < 7) {
      throw new AssertionError("the fleet owns only " + all.stream().map(Owned::nameOf).toList());
    }
    for (GenericKubernetesResource object : all) {
      edit(stage, object);
    }
    fleet.awaitReady(2);
    stage.saw("%d objects were edited and restored".formatted(all.size()));

    for (GenericKubernetesResource object : owned.by(fleet)) {
      stage.kubernetes().resource(object).delete();
      Await.until(
          Owned.nameOf(object) + " to be made again",
          REPAIR,
          () -> {
            var now = stage.kubernetes().resource(object).get();
            return now != null
                && now.getMetadata().getDeletionTimestamp() == null
                && !now.getMetadata().getUid().equals(object.getMetadata().getUid());
          });
    }
    fleet.awaitReady(2);
    stage.saw("%d objects were deleted and made again".formatted(all.size()));
    new Writer(stage.client(stage.host()), "repaired").write(10);
  }

  private static void edit(Stage stage, GenericKubernetesResource object) {
    String patch = EDITS.get(object.getKind());
    if (patch == null) {
      throw new AssertionError("no edit is known for a " + object.getKind());
    }
    Object before = contentsOf(object);
    stage.kubectl(
        "patch",
        object.getKind() + "/" + object.getMetadata().getName(),
        "--type=merge",
        "--patch=" + patch);
    Await.until(
        Owned.nameOf(object) + " to be as it was before it was edited",
        REPAIR,
        () -> {
          var now = stage.kubernetes().resource(object).get();
          return now != null && contentsOf(now).equals(before);
        },
        () -> Serialization.asYaml(stage.kubernetes().resource(object).get()));
  }

  /** What a person may have edited: not the status, nor what the API server keeps of itself. */
  private static Object contentsOf(GenericKubernetesResource object) {
    Map<String, Object> contents = new TreeMap<>(object.getAdditionalProperties());
    contents.remove("status");
    contents.put("labels", object.getMetadata().getLabels());
    contents.put("owners", object.getMetadata().getOwnerReferences());
    return contents;
  }
}
