package io.gunrelay.api.generate;

import io.fabric8.crdv2.generator.CRDGenerator;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaPropsBuilder;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The CRD: fabric8's, with what its generator cannot say added to it. */
final class Crd {

  private static final List<String> COLUMNS =
      List.of("Phase", "Version", "Ready", "Clients", "Age", "Message");

  /** One less than name and region together may have. */
  private static final long LONGEST_NAME = 44;

  private Crd() {}

  static CustomResourceDefinition of(Class<GunRelayCluster> type) {
    CustomResourceDefinition crd = generated(type);
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    version
        .getAdditionalPrinterColumns()
        .sort(Comparator.comparingInt(column -> COLUMNS.indexOf(column.getName())));
    completeRoot(version.getSchema().getOpenAPIV3Schema());
    return crd;
  }

  private static CustomResourceDefinition generated(Class<GunRelayCluster> type) {
    try (InMemory output = new InMemory()) {
      new CRDGenerator()
          .forCRDVersions("v1")
          .customResourceClasses(type)
          .withOutput(output)
          .generate();
      return new KubernetesSerialization()
          .unmarshal(output.bytes.toString(StandardCharsets.UTF_8), CustomResourceDefinition.class);
    }
  }

  private static void completeRoot(JSONSchemaProps root) {
    root.setDescription("A fleet of GUN relays, run by the GunRelay operator.");
    root.setRequired(List.of("spec"));
    Map<String, JSONSchemaProps> generated = root.getProperties();
    Map<String, JSONSchemaProps> properties = new LinkedHashMap<>();
    properties.put("apiVersion", text("Always gunrelay.io/v1alpha1."));
    properties.put("kind", text("Always GunRelayCluster."));
    properties.put("metadata", metadata());
    properties.put("spec", described(generated, "spec", "What the user wants."));
    properties.put(
        "status",
        described(generated, "status", "What the operator found and did. Written by it alone."));
    root.setProperties(properties);
    RecordSchema.complete(properties.get("spec"), GunRelayClusterSpec.class);
    RecordSchema.complete(properties.get("status"), GunRelayClusterStatus.class);
  }

  /** The bound tells the API server what the rules about the name may cost. */
  private static JSONSchemaProps metadata() {
    return new JSONSchemaPropsBuilder()
        .withType("object")
        .addToProperties(
            "name",
            new JSONSchemaPropsBuilder().withType("string").withMaxLength(LONGEST_NAME).build())
        .build();
  }

  private static JSONSchemaProps text(String description) {
    return new JSONSchemaPropsBuilder().withType("string").withDescription(description).build();
  }

  private static JSONSchemaProps described(
      Map<String, JSONSchemaProps> properties, String name, String description) {
    JSONSchemaProps schema = Objects.requireNonNull(properties.get(name), name);
    schema.setDescription(description);
    return schema;
  }

  private static final class InMemory implements CRDGenerator.CRDOutput<ByteArrayOutputStream> {
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @Override
    public ByteArrayOutputStream outputFor(String crdName) {
      return bytes;
    }

    @Override
    public URI crdURI(String crdName) {
      return URI.create("file:///" + crdName);
    }

    @Override
    public void close() {}
  }
}
