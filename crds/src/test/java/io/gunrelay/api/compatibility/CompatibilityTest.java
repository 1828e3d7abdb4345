package io.gunrelay.api.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.ClusterDefinition;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class CompatibilityTest {

  private static final Path RELEASED = Path.of("src", "test", "resources", "released");

  /** What may break for all that, by the beginning of its line, and why. */
  private static final Map<String, String> ALLOWED =
      Map.ofEntries(
          Map.entry(
              "spec.regions[].name: has the rule regions[].name must not be peers or relays",
              "such a region never became ready, as its Service had the name of another object"),
          Map.entry("spec: has the rule spec.regions[].cluster", "speaks of a field that is new"),
          Map.entry("spec: has the rule rollout.", "speaks of a field that is new"),
          Map.entry(
              "spec.regions[].name: has the rule regions[].name must not be entry",
              "what is made for a rollout of another region would take such a region's names"),
          Map.entry(
              "spec.exposure: has the rule exposure.host is required",
              "takes the place of one that said the same of the only type that needed it"),
          Map.entry(
              "spec.exposure: has the rule exposure.type Gateway", "speaks of a type that is new"),
          Map.entry(
              "spec.exposure: has the rule exposure.tls has no effect with gatewayRef",
              "speaks of a field that is new"),
          Map.entry("spec.exposure: has the rule exposure.dns", "speaks of a field that is new"),
          Map.entry(
              "spec.exposure.tls: has the rule exposure.tls needs tls.secretName",
              "takes the place of a required field that now has an alternative"),
          Map.entry(
              "spec: has the rule spec.regions[].name cannot change",
              "takes the place of one that said the same of the only region"),
          Map.entry("spec: has the rule regions[].host", "speaks of a field that is new"),
          Map.entry(
              "spec: has the rule spec.durability Replicated", "speaks of a field that is new"),
          Map.entry("spec: has the rule spec.whenAlone", "speaks of a field that is new"),
          Map.entry("spec: has the rule limits.perAddress", "speaks of a field that is new"),
          Map.entry(
              "spec.monitoring: was {\"serviceMonitor\":true} and is",
              "the default says the same, and that of a field that is new"));

  static List<Path> releases() throws IOException {
    try (Stream<Path> files = Files.list(RELEASED)) {
      return files.filter(Files::isDirectory).sorted().toList();
    }
  }

  @ParameterizedTest
  @MethodSource("releases")
  void whatAReleaseTookIsStillTaken(Path release) throws IOException {
    assertThat(Breaches.between(released(release), ClusterDefinition.load()))
        .as("loosen it, or give a reason in ALLOWED")
        .allSatisfy(breach ->
            assertThat(ALLOWED.keySet())
                .anySatisfy(allowed -> assertThat(breach).startsWith(allowed)));
  }

  @Test
  void whatIsAllowedToBreakDoesBreak() throws IOException {
    List<String> breaches =
        releases().stream()
            .flatMap(
                release -> Breaches.between(released(release), ClusterDefinition.load()).stream())
            .toList();

    assertThat(ALLOWED.keySet())
        .allSatisfy(allowed ->
            assertThat(breaches).anySatisfy(breach -> assertThat(breach).startsWith(allowed)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      value = {
        "{type: string}                     | {type: integer}                        | was string",
        "{type: object, properties: {a: {type: string}}} | {type: object}            | is gone",
        "{type: object}                     | {type: object, required: [a]}          | is required",
        "{type: string, enum: [A, B]}       | {type: string, enum: [A, C]}           | no longer takes B",
        "{type: string}                     | {type: string, enum: [A]}              | certain values",
        "{type: string}                     | {type: string, pattern: a}             | was null and is a",
        "{type: string, pattern: a}         | {type: string, pattern: b}             | was a and is b",
        "{type: string, maxLength: 9}       | {type: string, maxLength: 8}           | maxLength",
        "{type: string}                     | {type: string, minLength: 1}           | minLength",
        "{type: integer, minimum: 1}        | {type: integer, minimum: 2}            | minimum",
        "{type: integer}                    | {type: integer, maximum: 2}            | maximum",
        "{type: integer, default: 1}        | {type: integer, default: 2}            | was 1 and is 2",
        "{type: array, items: {type: string}} | {type: array, items: {type: integer}} | []: was",
        "{type: object, additionalProperties: {type: string}} | {type: object, additionalProperties: {type: string, maxLength: 1}} | maxLength",
        "{type: string} | {type: string, x-kubernetes-validations: [{rule: 'self != \"\"', message: no}]} | has the rule no",
      })
  void whatIsTightenedIsABreach(String before, String now, String says) {
    assertThat(Breaches.between(withSpec(before), withSpec(now)))
        .singleElement()
        .asString()
        .contains(says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{type: object}                | {type: object, properties: {a: {type: string, maxLength: 1}}}",
        "{type: string, enum: [A]}     | {type: string, enum: [A, B]}",
        "{type: string, enum: [A]}     | {type: string}",
        "{type: string, pattern: a}    | {type: string}",
        "{type: string, maxLength: 9}  | {type: string, maxLength: 10}",
        "{type: integer, minimum: 2}   | {type: integer}",
        "{type: object, required: [a]} | {type: object}",
      })
  void whatIsLoosenedIsNone(String before, String now) {
    assertThat(Breaches.between(withSpec(before), withSpec(now))).isEmpty();
  }

  @Test
  void aVersionThatIsNoLongerServedIsABreach() {
    CustomResourceDefinition later = withSpec("{type: string}");
    later.getSpec().getVersions().getFirst().setServed(false);

    assertThat(Breaches.between(withSpec("{type: string}"), later))
        .containsExactly("v1alpha1: is no longer served");
  }

  private static CustomResourceDefinition released(Path release) {
    try {
      return new KubernetesSerialization()
          .unmarshal(
              Files.readString(release.resolve("gunrelayclusters.gunrelay.io.yaml")),
              CustomResourceDefinition.class);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CustomResourceDefinition withSpec(String schema) {
    CustomResourceDefinition crd = ClusterDefinition.load();
    crd.getSpec()
        .getVersions()
        .getFirst()
        .getSchema()
        .getOpenAPIV3Schema()
        .setProperties(
            Map.of(
                "spec",
                new KubernetesSerialization().unmarshal("---\n" + schema, JSONSchemaProps.class)));
    return crd;
  }
}
