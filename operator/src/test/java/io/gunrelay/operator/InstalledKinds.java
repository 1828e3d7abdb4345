package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Kinds that not every cluster has, taken as they are written, for as long as a test needs them.
 */
final class InstalledKinds implements AutoCloseable {

  private final KubernetesClient client;
  private final List<CustomResourceDefinition> definitions = new ArrayList<>();

  private InstalledKinds(KubernetesClient client) {
    this.client = client;
  }

  static InstalledKinds install(KubernetesClient client, List<Class<? extends HasMetadata>> kinds) {
    var installed = new InstalledKinds(client);
    for (var kind : kinds) {
      var definition = definition(kind);
      Definitions.establish(client, definition);
      installed.definitions.add(definition);
    }
    return installed;
  }

  /** With the fields that its project gave it where a file says them, else with any. */
  private static CustomResourceDefinition definition(Class<? extends HasMetadata> kind) {
    var group = HasMetadata.getGroup(kind);
    var plural = HasMetadata.getPlural(kind);
    var file = InstalledKinds.class.getResourceAsStream(plural + "." + group + ".yaml");
    return file == null
        ? withAnyField(kind, group, plural)
        : new KubernetesSerialization().unmarshal(file, CustomResourceDefinition.class);
  }

  private static CustomResourceDefinition withAnyField(
      Class<? extends HasMetadata> kind, String group, String plural) {
    var definition =
        new CustomResourceDefinitionBuilder()
            .withNewMetadata()
            .withName(plural + "." + group)
            .endMetadata()
            .withNewSpec()
            .withGroup(group)
            .withScope("Namespaced")
            .withNewNames()
            .withKind(HasMetadata.getKind(kind))
            .withPlural(plural)
            .withSingular(HasMetadata.getKind(kind).toLowerCase(Locale.ROOT))
            .endNames()
            .addNewVersion()
            .withName(HasMetadata.getVersion(kind))
            .withServed(true)
            .withStorage(true)
            .withNewSchema()
            .withNewOpenAPIV3Schema()
            .withType("object")
            .withXKubernetesPreserveUnknownFields(true)
            .endOpenAPIV3Schema()
            .endSchema()
            .endVersion()
            .endSpec()
            .build();
    if (group.endsWith(".k8s.io")) {
      // The API server keeps Kubernetes' own groups for what has been reviewed.
      definition
          .getMetadata()
          .setAnnotations(Map.of("api-approved.kubernetes.io", "unapproved, for a test"));
    }
    return definition;
  }

  @Override
  public void close() {
    for (var definition : definitions) {
      client.resource(definition).delete();
      client.resource(definition).waitUntilCondition(found -> found == null, 30, TimeUnit.SECONDS);
    }
  }
}
