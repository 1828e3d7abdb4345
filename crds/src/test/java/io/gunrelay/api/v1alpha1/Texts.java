package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Where texts stand in a spec, by paths such as {@code spec.regions.name}; of a map its values. */
record Texts(Map<String, Object> spec) {

  /** Fields whose keys are the tenant's, too. */
  private static final List<String> MAPS =
      List.of(".labels", ".annotations", ".nodeSelector", ".serviceAnnotations", ".matchLabels");

  /** One text. */
  interface Place {
    String text();

    void to(String other);
  }

  void forEach(BiConsumer<String, Place> action) {
    visit("spec", spec, action);
  }

  @SuppressWarnings("unchecked")
  private static void visit(String path, Object value, BiConsumer<String, Place> action) {
    switch (value) {
      case Map<?, ?> map ->
          List.copyOf(((Map<String, Object>) map).entrySet())
              .forEach(entry -> {
                String inner = path + (isMap(path) ? "{}" : "." + entry.getKey());
                if (entry.getValue() instanceof String text) {
                  action.accept(inner, place(text, entry::setValue));
                } else {
                  visit(inner, entry.getValue(), action);
                }
              });
      case List<?> list -> {
        for (int i = 0; i < list.size(); i++) {
          int index = i;
          if (list.get(i) instanceof String text) {
            action.accept(path, place(text, to -> ((List<Object>) list).set(index, to)));
          } else {
            visit(path, list.get(i), action);
          }
        }
      }
      default -> {}
    }
  }

  private static Place place(String text, Consumer<String> set) {
    return new Place() {
      @Override
      public String text() {
        return text;
      }

      @Override
      public void to(String other) {
        set.accept(other);
      }
    };
  }

  private static boolean isMap(String path) {
    return MAPS.stream().anyMatch(path::endsWith);
  }

  /** The same paths of a schema, without texts that are a choice among given ones. */
  static Stream<String> of(String path, JSONSchemaProps schema) {
    if ("string".equals(schema.getType())) {
      return schema.getEnum().isEmpty() ? Stream.of(path) : Stream.of();
    }
    if (schema.getItems() != null) {
      return of(path, schema.getItems().getSchema());
    }
    if (schema.getAdditionalProperties() != null) {
      JSONSchemaProps value = schema.getAdditionalProperties().getSchema();
      return "string".equals(value.getType()) ? Stream.of(path + "{}") : Stream.of();
    }
    return schema.getProperties().entrySet().stream()
        .flatMap(field -> of(path + "." + field.getKey(), field.getValue()));
  }
}
