package io.gunrelay.api.v1alpha1;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Whatever text a tenant puts into any field: the API server refuses what could mean something
 * where it ends up, but for a few fields, which end up as values that nothing interprets.
 */
@ExtendWith(ApiServer.class)
class HostileTextTest {

  /**
   * Fields that take any text: values of labels and taints of nodes and of annotations, and
   * expressions. They stand as single values in the pod, the Service and the relays' file; {@code
   * HostileValuesTest} of the operator shows it.
   */
  private static final Set<String> FREE =
      Set.of(
          "spec.podTemplate.metadata.annotations{}",
          "spec.podTemplate.spec.nodeSelector{}",
          "spec.podTemplate.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.matchExpressions.values",
          "spec.podTemplate.spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms.matchExpressions.key",
          "spec.podTemplate.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.topologyKey",
          "spec.podTemplate.spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution.labelSelector.matchLabels{}",
          "spec.podTemplate.spec.tolerations.key",
          "spec.podTemplate.spec.tolerations.value",
          "spec.regions.placement.nodeSelector{}",
          "spec.rollout.analysis.queries.expr",
          "spec.regions.replication.serviceAnnotations{}",
          "spec.security.ciphertextShapes");

  private static final List<UnaryOperator<String>> HOSTILE =
      List.of(
          text -> text + "\n",
          text -> text + "\nhostNetwork: true",
          text -> text + "\"}, \"x\": {\"",
          text -> text + "{{ .Values }}${ENV}$(id)`id`",
          text -> "../../" + text,
          text -> text + "\u0000",
          text -> text + "\u202e\u2028",
          text -> text + "x".repeat(10_000));

  private final KubernetesClient client;

  HostileTextTest(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void isRefusedInEveryFieldThatSomethingReadsMoreInto() {
    Set<String> tried = new TreeSet<>();
    Set<String> taken = new TreeSet<>();
    for (Map<String, Object> spec : specs()) {
      assertThat(isTaken(spec)).as("without anything hostile: %s", spec).isTrue();
      new Texts(spec)
          .forEach((path, set) -> {
            tried.add(path);
            String good = set.text();
            for (UnaryOperator<String> change : HOSTILE) {
              set.to(change.apply(good));
              if (isTaken(spec)) {
                taken.add(path);
              }
            }
            set.to(good);
          });
    }

    assertThat(tried).as("every text of the schema").containsAll(texts());
    assertThat(taken).isSubsetOf(FREE);
  }

  private boolean isTaken(Map<String, Object> spec) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(GunRelayCluster.GROUP + "/" + GunRelayCluster.VERSION);
    resource.setKind(GunRelayCluster.KIND);
    resource.setMetadata(
        new ObjectMetaBuilder().withName("hostile").withNamespace("default").build());
    resource.setAdditionalProperty("spec", spec);
    try {
      client.resource(resource).dryRun().create();
      return true;
    } catch (KubernetesClientException e) {
      assertThat(e.getCode()).isIn(400, 422);
      return false;
    }
  }

  private static List<Map<String, Object>> specs() {
    InputStream yaml =
        Objects.requireNonNull(HostileTextTest.class.getResourceAsStream("every-text.yaml"));
    return new KubernetesSerialization()
        .unmarshal(yaml, new TypeReference<List<Map<String, Object>>>() {});
  }

  /** Where the schema takes text of the tenant's choice. */
  private static Set<String> texts() {
    JSONSchemaProps root =
        ClusterDefinition.load()
            .getSpec()
            .getVersions()
            .getFirst()
            .getSchema()
            .getOpenAPIV3Schema();
    return Texts.of("spec", Objects.requireNonNull(root.getProperties().get("spec")))
        .filter(path -> !path.contains(".affinity."))
        .collect(toCollection(TreeSet::new));
  }
}
