package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** OLM's file-based catalog: the package, its channel, and the bundle as {@code opm} renders it. */
final class Catalog {

  private static final String PACKAGE = "gunrelay-operator";
  private static final String CHANNEL = "alpha";

  /** What a catalog repeats of the ClusterServiceVersion's spec. */
  private static final List<String> REPEATED =
      List.of(
          "description",
          "displayName",
          "installModes",
          "keywords",
          "links",
          "maintainers",
          "maturity",
          "minKubeVersion",
          "provider");

  private final ObjectNode csv;
  private final String name;
  private final String version;

  private Catalog(ObjectNode csv) {
    this.csv = csv;
    this.name = csv.at("/metadata/name").asText();
    this.version = csv.at("/spec/version").asText();
  }

  static String of(ObjectNode csv) {
    Catalog catalog = new Catalog(csv);
    return Yaml.of("olm-bundle/manifests", catalog.operator(), catalog.channel(), catalog.bundle());
  }

  private ObjectNode operator() {
    ObjectNode operator = entry("olm.package").put("name", PACKAGE).put("defaultChannel", CHANNEL);
    operator.put("description", csv.at("/metadata/annotations/description").asText());
    JsonNode icon = csv.at("/spec/icon/0");
    operator
        .putObject("icon")
        .put("base64data", icon.get("base64data").asText())
        .put("mediatype", icon.get("mediatype").asText());
    return operator;
  }

  private ObjectNode channel() {
    ObjectNode channel = entry("olm.channel").put("package", PACKAGE).put("name", CHANNEL);
    channel.putArray("entries").addObject().put("name", name);
    return channel;
  }

  private ObjectNode bundle() {
    String image =
        csv.at("/metadata/annotations/containerImage").asText().replaceFirst(":[^:]*$", "")
            + "-bundle:"
            + version;
    ObjectNode bundle =
        entry("olm.bundle").put("package", PACKAGE).put("name", name).put("image", image);
    ArrayNode properties = bundle.putArray("properties");
    property(properties, "olm.package").put("packageName", PACKAGE).put("version", version);
    JsonNode owned = csv.at("/spec/customresourcedefinitions/owned/0");
    property(properties, "olm.gvk")
        .put("group", owned.get("name").asText().replaceFirst("^[^.]*\\.", ""))
        .put("kind", owned.get("kind").asText())
        .put("version", owned.get("version").asText());
    ObjectNode metadata = property(properties, "olm.csv.metadata");
    metadata.set("annotations", csv.at("/metadata/annotations"));
    metadata.set("crdDescriptions", csv.at("/spec/customresourcedefinitions"));
    metadata.set("apiServiceDefinitions", JsonNodeFactory.instance.objectNode());
    REPEATED.forEach(field -> metadata.set(field, csv.get("spec").get(field)));
    ArrayNode images = bundle.putArray("relatedImages");
    images.addObject().put("name", "").put("image", image);
    images.addAll((ArrayNode) csv.at("/spec/relatedImages"));
    return bundle;
  }

  private static ObjectNode entry(String schema) {
    return JsonNodeFactory.instance.objectNode().put("schema", schema);
  }

  private static ObjectNode property(ArrayNode properties, String type) {
    return properties.addObject().put("type", type).putObject("value");
  }
}
