package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The ClusterServiceVersion: what is written by hand, with what {@code make install} applies. */
final class Bundle {

  private final KubernetesSerialization serialization = new KubernetesSerialization();
  private final Path root;

  private Bundle(Path root) {
    this.root = root;
  }

  static String clusterServiceVersion(Path root, CustomResourceDefinition crd) throws IOException {
    return new Bundle(root).build(crd);
  }

  private String build(CustomResourceDefinition crd) throws IOException {
    Deployment deployment = only(Deployment.class, "deploy/base/deployment.yaml");
    String image =
        deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getImage();
    String version = image.substring(image.lastIndexOf(':') + 1);
    ObjectNode csv =
        (ObjectNode) read(JsonNode.class, "olm-bundle/base/clusterserviceversion.yaml");

    ObjectNode metadata = (ObjectNode) csv.get("metadata");
    metadata.put("name", "gunrelay-operator.v" + version);
    ObjectNode annotations = (ObjectNode) metadata.get("annotations");
    annotations.put("containerImage", image);
    annotations.put("alm-examples", "[" + example() + "]");

    ObjectNode spec = (ObjectNode) csv.get("spec");
    spec.put("version", version);
    own(spec.putObject("customresourcedefinitions").putArray("owned").addObject(), crd);
    install(spec.putObject("install"), deployment);
    ArrayNode images = spec.putArray("relatedImages");
    images.addObject().put("name", "operator").put("image", image);
    images.addObject().put("name", "relay").put("image", relayImage(deployment) + ":" + version);
    return Yaml.of("olm-bundle/base, deploy/base and examples", csv);
  }

  private void install(ObjectNode install, Deployment deployment) throws IOException {
    String account = deployment.getSpec().getTemplate().getSpec().getServiceAccountName();
    ObjectNode spec = install.put("strategy", "deployment").putObject("spec");
    rights(spec.putArray("clusterPermissions"), account)
        .set("rules", tree(only(ClusterRole.class, "deploy/base/rbac.yaml").getRules()));
    rights(spec.putArray("permissions"), account)
        .set("rules", tree(only(Role.class, "deploy/base/rbac.yaml").getRules()));
    ObjectNode entry = spec.putArray("deployments").addObject();
    entry.put("name", deployment.getMetadata().getName());
    entry.set("label", tree(deployment.getMetadata().getLabels()));
    entry.set("spec", tree(deployment.getSpec()));
  }

  private static ObjectNode rights(ArrayNode permissions, String account) {
    return permissions.addObject().put("serviceAccountName", account);
  }

  private static void own(ObjectNode owned, CustomResourceDefinition crd) {
    var version = crd.getSpec().getVersions().getFirst();
    owned.put("name", crd.getMetadata().getName());
    owned.put("kind", crd.getSpec().getNames().getKind());
    owned.put("version", version.getName());
    owned.put("displayName", "GUN relay fleet");
    owned.put("description", version.getSchema().getOpenAPIV3Schema().getDescription());
  }

  private static String relayImage(Deployment deployment) {
    return deployment.getSpec().getTemplate().getSpec().getContainers().getFirst().getEnv().stream()
        .filter(variable -> variable.getName().equals("GUNRELAY_RELAY_IMAGE"))
        .findFirst()
        .orElseThrow()
        .getValue();
  }

  private String example() throws IOException {
    return serialization.asJson(read(JsonNode.class, "examples/quickstart.yaml"));
  }

  private <T extends HasMetadata> T only(Class<T> type, String file) throws IOException {
    Object documents = serialization.unmarshal(Files.readString(root.resolve(file)));
    List<?> all = documents instanceof List<?> list ? list : List.of(documents);
    return all.stream().filter(type::isInstance).map(type::cast).findFirst().orElseThrow();
  }

  private <T> T read(Class<T> type, String file) throws IOException {
    return serialization.unmarshal(Files.readString(root.resolve(file)), type);
  }

  private JsonNode tree(Object model) {
    return serialization.convertValue(model, JsonNode.class);
  }
}
