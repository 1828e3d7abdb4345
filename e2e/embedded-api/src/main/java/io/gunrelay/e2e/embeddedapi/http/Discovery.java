package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.types.ResourceType;
import io.gunrelay.e2e.embeddedapi.types.Types;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What clients ask before they know which kinds there are. */
final class Discovery {
  private static final String KUBERNETES = "34";

  private final Types types;

  Discovery(Types types) {
    this.types = types;
  }

  Optional<ObjectNode> answer(String path) {
    String[] segments = path.substring(1).split("/", -1);
    return switch (segments.length) {
      case 1 ->
          switch (segments[0]) {
            case "version" -> Optional.of(version());
            case "api" -> Optional.of(coreVersions());
            case "apis" -> Optional.of(groups());
            default -> Optional.empty();
          };
      case 2 ->
          segments[0].equals("api")
              ? resources("", segments[1])
              : segments[0].equals("apis") ? group(segments[1]) : Optional.empty();
      case 3 -> segments[0].equals("apis") ? resources(segments[1], segments[2]) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static ObjectNode version() {
    return object()
        .put("major", "1")
        .put("minor", KUBERNETES)
        .put("gitVersion", "v1." + KUBERNETES + ".0")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "2025-08-27T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "")
        .put("platform", "linux/amd64");
  }

  private static ObjectNode coreVersions() {
    ObjectNode versions = object().put("kind", "APIVersions").put("apiVersion", "v1");
    versions.putArray("versions").add("v1");
    return versions;
  }

  private ObjectNode groups() {
    ObjectNode list = object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    types
        .all()
        .map(ResourceType::group)
        .filter(name -> !name.isEmpty())
        .distinct()
        .forEach(name -> group(name).ifPresent(groups::add));
    return list;
  }

  private Optional<ObjectNode> group(String name) {
    Set<String> versions =
        types
            .all()
            .filter(type -> type.group().equals(name))
            .map(ResourceType::version)
            .collect(Collectors.toCollection(LinkedHashSet::new));
    if (versions.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode group = object().put("kind", "APIGroup").put("apiVersion", "v1").put("name", name);
    ArrayNode list = group.putArray("versions");
    for (String version : versions) {
      list.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", list.get(0));
    return Optional.of(group);
  }

  private Optional<ObjectNode> resources(String group, String version) {
    List<ResourceType> served =
        types
            .all()
            .filter(type -> type.group().equals(group) && type.version().equals(version))
            .toList();
    if (served.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode list =
        object()
            .put("kind", "APIResourceList")
            .put("apiVersion", "v1")
            .put("groupVersion", served.getFirst().apiVersion());
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : served) {
      ObjectNode resource = resource(resources, type, type.plural(), type.kind());
      type.shortNames().forEach(name -> resource.withArray("/shortNames").add(name));
      verbs(
          resource,
          "create",
          "delete",
          "deletecollection",
          "get",
          "list",
          "patch",
          "update",
          "watch");
      if (type.hasStatus()) {
        verbs(
            resource(resources, type, type.plural() + "/status", type.kind()),
            "get",
            "patch",
            "update");
      }
      if (type.hasScale()) {
        ObjectNode scale = resource(resources, type, type.plural() + "/scale", "Scale");
        scale.put("group", "autoscaling").put("version", "v1");
        verbs(scale, "get", "patch", "update");
      }
    }
    return Optional.of(list);
  }

  private static ObjectNode resource(
      ArrayNode resources, ResourceType type, String name, String kind) {
    return resources
        .addObject()
        .put("name", name)
        .put(
            "singularName",
            name.contains("/") ? "" : type.kind().toLowerCase(java.util.Locale.ROOT))
        .put("namespaced", type.namespaced())
        .put("kind", kind);
  }

  private static void verbs(ObjectNode resource, String... verbs) {
    ArrayNode list = resource.putArray("verbs");
    for (String verb : verbs) {
      list.add(verb);
    }
  }

  private static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }
}
