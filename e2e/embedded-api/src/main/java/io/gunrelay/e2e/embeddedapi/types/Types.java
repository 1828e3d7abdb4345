package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All kinds that are served at the moment. Safe for use by several threads. */
public final class Types {
  private final List<ResourceType> builtIn = BuiltInTypes.read();
  private volatile List<ResourceType> custom = List.of();

  /** Serves the kinds of these CustomResourceDefinitions and no others beside the built-in. */
  public void replaceCustom(List<? extends JsonNode> definitions) {
    List<ResourceType> types = new ArrayList<>();
    definitions.forEach(definition -> types.addAll(CustomTypes.of(definition)));
    custom = List.copyOf(types);
  }

  public Stream<ResourceType> all() {
    return Stream.concat(builtIn.stream(), custom.stream());
  }

  public Optional<ResourceType> find(String group, String version, String plural) {
    return all()
        .filter(type ->
            type.group().equals(group)
                && type.version().equals(version)
                && type.plural().equals(plural))
        .findFirst();
  }
}
