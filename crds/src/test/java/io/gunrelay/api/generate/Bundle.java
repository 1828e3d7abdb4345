package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The ClusterServiceVersion: what is written by hand, with what {@code make install} applies. */
final class Bundle {

  /** Kinds that a fleet is made of, for who looks at it in OLM's pages. */
  private static final List<String> MADE =
      List.of(
          "ConfigMap v1",
          "Deployment apps/v1",
          "HorizontalPodAutoscaler autoscaling/v2",
          "Ingress networking.k8s.io/v1",
          "NetworkPolicy networking.k8s.io/v1",
          "Pod v1",
          "PodDisruptionBudget policy/v1",
          "Secret v1",
          "Service v1",
          "ServiceAccount v1",
          "StatefulSet apps/v1");

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final Path root;

  private Bundle(Path root) {
    this.root = root;
  }

  static ObjectNode clusterServiceVersion(Path root, CustomResourceDefinition crd)
      throws IOException {
    return new Bundle(root).build(crd);
  }

  private ObjectNode build(CustomResourceDefinition crd) throws IOException {
    Deployment deployment = Deployed.only(root, Deployment.class, "deployment.yaml");
    String image =
        deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    String version = image.substring(image.lastIndexOf(':') + 1);
    ObjectNode csv =
        (ObjectNode) read(JsonNode.class, "olm-bundle/base/clusterserviceversion.yaml");

    ObjectNode metadata = (ObjectNode) csv.get("metadata");
    metadata.put("name", "gunrelay-operator.v" + version);
    ObjectNode annotations = (ObjectNode) metadata.get("annotations");
    annotations.put("containerImage", image);
    annotations.put("alm-examples", examples());

    ObjectNode spec = (ObjectNode) csv.get("spec");
    spec.put("version", version);
    spec.putArray("icon")
        .addObject()
        .put("base64data", base64(root.resolve("olm-bundle/base/icon.svg")))
        .put("mediatype", "image/svg+xml");
    own(spec.putObject("customresourcedefinitions").putArray("owned").addObject(), crd);
    install(spec.putObject("install"), deployment);
    ArrayNode images = spec.putArray("relatedImages");
    images.addObject().put("name", "operator").put("image", image);
    images.addObject().put("name", "relay").put("image", relayImage(deployment) + ":" + version);
    return csv;
  }

  private void install(ObjectNode install, Deployment deployment) throws IOException {
    String account = deployment.getSpec().getTemplate().getSpec().getServiceAccountName();
    ObjectNode spec = install.put("strategy", "deployment").putObject("spec");
    // In the namespaces that the OperatorGroup names: OLM binds them everywhere if it names none.
    ArrayNode rules =
        spec.putArray("permissions")
            .addObject()
            .put("serviceAccountName", account)
            .putArray("rules");
    rules.addAll((ArrayNode) tree(Deployed.only(root, ClusterRole.class, "rbac.yaml").getRules()));
    rules.addAll((ArrayNode) tree(Deployed.only(root, Role.class, "rbac.yaml").getRules()));
    ObjectNode entry = spec.putArray("deployments").addObject();
    entry.put("name", deployment.getMetadata().getName());
    entry.set("label", tree(deployment.getMetadata().getLabels()));
    entry.set("spec", tree(watching(deployment).getSpec()));
  }

  /** OLM says in an annotation of the pod which namespaces those are; empty for all. */
  private static Deployment watching(Deployment deployment) {
    return new DeploymentBuilder(deployment)
        .editSpec()
        .editTemplate()
        .editSpec()
        .editFirstContainer()
        .addNewEnv()
        .withName("GUNRELAY_WATCH_NAMESPACES")
        .withNewValueFrom()
        .withNewFieldRef()
        .withFieldPath("metadata.annotations['olm.targetNamespaces']")
        .endFieldRef()
        .endValueFrom()
        .endEnv()
        .endContainer()
        .endSpec()
        .endTemplate()
        .endSpec()
        .build();
  }

  private static void own(ObjectNode owned, CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    owned.put("name", crd.getMetadata().getName());
    owned.put("kind", crd.getSpec().getNames().getKind());
    owned.put("version", version.getName());
    owned.put("displayName", "GUN relay fleet");
    JSONSchemaProps schema = version.getSchema().getOpenAPIV3Schema();
    owned.put("description", schema.getDescription());
    ArrayNode resources = owned.putArray("resources");
    for (String made : MADE) {
      String kind = made.substring(0, made.indexOf(' '));
      String api = made.substring(kind.length() + 1);
      resources.addObject().put("kind", kind).put("name", "").put("version", api);
    }
    Descriptors.add(
        owned.putArray("specDescriptors"),
        Objects.requireNonNull(schema.getProperties().get("spec")));
    Descriptors.add(
        owned.putArray("statusDescriptors"),
        Objects.requireNonNull(schema.getProperties().get("status")));
  }

  private static String relayImage(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getName().equals("GUNRELAY_RELAY_IMAGE"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  /** Every example, the smallest first. */
  private String examples() throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("examples"))) {
      List<String> all = new ArrayList<>();
      for (Path file :
          files
              .filter(file -> file.toString().endsWith(".yaml"))
              .sorted(
                  Comparator.comparing((Path file) -> !file.endsWith("quickstart.yaml"))
                      .thenComparing(file -> file))
              .toList()) {
        all.add(serialization.asJson(read(JsonNode.class, root.relativize(file).toString())));
      }
      return "[" + String.join(",", all) + "]";
    }
  }

  private static String base64(Path file) throws IOException {
    return Base64.getEncoder().encodeToString(Files.readAllBytes(file));
  }

  private <T> T read(Class<T> type, String file) throws IOException {
    return serialization.unmarshal(Files.readString(root.resolve(file)), type);
  }

  private JsonNode tree(Object model) {
    return serialization.convertValue(model, JsonNode.class);
  }
}
