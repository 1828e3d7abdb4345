package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.gunrelay.api.v1alpha1.ClusterStatus;
import io.gunrelay.api.v1alpha1.ColourStatus;
import io.gunrelay.api.v1alpha1.PastRolloutStatus;
import io.gunrelay.api.v1alpha1.RelaySpread;
import io.gunrelay.api.v1alpha1.RelayToleration;
import io.gunrelay.api.v1alpha1.RolloutStepSpec;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Adds to the schema of a record what its types say and the generator leaves out: the order of the
 * fields, the formats of integers, the types of lists, the schemas of Kubernetes' own types.
 */
final class RecordSchema {

  private RecordSchema() {}

  static void complete(JSONSchemaProps schema, Class<?> type) {
    withoutRepeatedRules(schema);
    Map<String, JSONSchemaProps> inOrder = new LinkedHashMap<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String name = component.getName();
      JSONSchemaProps property =
          Objects.requireNonNull(
              schema.getProperties().get(name), () -> type.getSimpleName() + "." + name);
      if (property.getDescription() == null) {
        throw new IllegalStateException(type.getSimpleName() + "." + name + " has no description");
      }
      completeProperty(property, component);
      inOrder.put(name, property);
    }
    schema.setProperties(inOrder);
  }

  private static void completeProperty(JSONSchemaProps property, RecordComponent component) {
    withoutRepeatedRules(property);
    if (component.getType() == Map.class) {
      return;
    }
    if (component.getGenericType() instanceof ParameterizedType list) {
      completeList(property, (Class<?>) list.getActualTypeArguments()[0]);
      return;
    }
    Class<?> type = component.getType();
    if (type == Integer.class) {
      property.setFormat("int32");
    } else if (type == Long.class) {
      property.setFormat("int64");
    } else if (type == Quantity.class) {
      KubernetesSchemas.completeQuantity(property);
    } else if (type == ResourceRequirements.class) {
      KubernetesSchemas.completeResources(property);
    } else if (type == Affinity.class) {
      AffinitySchema.complete(property);
    } else if (type.isEnum()) {
      property.setEnum(
          Arrays.stream(type.getEnumConstants())
              .<JsonNode>map(constant -> TextNode.valueOf(constant.toString()))
              .toList());
    } else if (type.isRecord()) {
      complete(property, type);
    }
  }

  /** Lists that are taken as a whole. */
  private static final Set<Class<?>> IN_ORDER =
      Set.of(
          RelayToleration.class,
          RolloutStepSpec.class,
          ColourStatus.class,
          PastRolloutStatus.class,
          SwitchStatus.class);

  private static void completeList(JSONSchemaProps property, Class<?> element) {
    JSONSchemaProps items = property.getItems().getSchema();
    if (element == String.class) {
      property.setXKubernetesListType("set");
      return;
    }
    if (IN_ORDER.contains(element)) {
      property.setXKubernetesListType("atomic");
      complete(items, element);
      return;
    }
    property.setXKubernetesListType("map");
    if (element == Condition.class) {
      property.setXKubernetesListMapKeys(List.of("type"));
      KubernetesSchemas.completeCondition(items);
    } else {
      property.setXKubernetesListMapKeys(keysOf(element));
      complete(items, element);
    }
  }

  private static List<String> keysOf(Class<?> element) {
    if (element == ClusterStatus.class) {
      return List.of("secretName", "secretKey", "namespace");
    }
    return List.of(element == RelaySpread.class ? "topologyKey" : "name");
  }

  /** The generator takes the rules of a record's field from the field and again from its getter. */
  private static void withoutRepeatedRules(JSONSchemaProps schema) {
    schema.setXKubernetesValidations(
        schema.getXKubernetesValidations().stream().distinct().toList());
  }
}
