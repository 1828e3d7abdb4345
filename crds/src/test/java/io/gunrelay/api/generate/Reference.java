package io.gunrelay.api.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceColumnDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionNames;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinitionVersion;
import io.fabric8.kubernetes.api.model.apiextensions.v1.JSONSchemaProps;
import io.fabric8.kubernetes.api.model.apiextensions.v1.ValidationRule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** The reference of the resource: one table per object, made from the CRD. */
final class Reference {

  private final StringBuilder page = new StringBuilder();

  private Reference() {}

  static String of(CustomResourceDefinition crd) {
    CustomResourceDefinitionVersion version = crd.getSpec().getVersions().getFirst();
    JSONSchemaProps root = version.getSchema().getOpenAPIV3Schema();
    Reference reference = new Reference();
    reference.introduce(crd, version);
    reference.listRules(rulesOf(root));
    reference.listColumns(version);
    for (String part : List.of("spec", "status")) {
      reference.describe(part, Objects.requireNonNull(root.getProperties().get(part), part));
    }
    return reference.page.toString();
  }

  private void introduce(CustomResourceDefinition crd, CustomResourceDefinitionVersion version) {
    CustomResourceDefinitionNames names = crd.getSpec().getNames();
    String shortName = names.getShortNames().getFirst();
    page.append(
        """
        # %s

        <!-- Made from the CRD by `make generate`. -->

        %s
        It is `apiVersion: %s/%s`, `kind: %s`, for short `%s`. `kubectl explain %s.spec` says the
        same as this page; [examples](../../examples) are complete resources.

        The API server fills in the defaults and refuses what breaks a rule, with the rule's text.
        Rules about the resource as a whole:

        """
            .formatted(
                names.getKind(),
                version.getSchema().getOpenAPIV3Schema().getDescription(),
                crd.getSpec().getGroup(),
                version.getName(),
                names.getKind(),
                shortName,
                shortName));
  }

  private void listColumns(CustomResourceDefinitionVersion version) {
    page.append("\n`kubectl get` shows:\n\n| column | from |\n|---|---|\n");
    for (CustomResourceColumnDefinition column : version.getAdditionalPrinterColumns()) {
      row(
          column.getName() + (column.getPriority() > 0 ? " (with `-o wide`)" : ""),
          "`" + column.getJsonPath() + "`");
    }
  }

  /** The object's table and rules, then those of the objects in it. */
  private void describe(String path, JSONSchemaProps object) {
    page.append("\n## ").append(path).append("\n\n");
    if (object.getDescription() != null) {
      page.append(object.getDescription()).append("\n\n");
    }
    page.append("| field | type | default | bounds | meaning |\n|---|---|---|---|---|\n");
    object
        .getProperties()
        .forEach((name, field) ->
            row(
                "`" + name + "`" + (object.getRequired().contains(name) ? " (required)" : ""),
                FieldText.typeOf(path + "." + name, field),
                FieldText.defaultOf(field),
                FieldText.boundsOf(field),
                field.getDescription()));
    Set<String> rules = rulesOf(object);
    object.getProperties().values().stream()
        .filter(field -> !FieldText.isObject(field))
        .forEach(field -> rules.addAll(rulesOf(field)));
    if (!rules.isEmpty()) {
      page.append("\nRules:\n\n");
      listRules(rules);
    }
    object
        .getProperties()
        .forEach((name, field) -> {
          JSONSchemaProps inner = FieldText.isList(field) ? field.getItems().getSchema() : field;
          if (FieldText.isObject(inner) && !FieldText.isKubernetesOwn(path + "." + name)) {
            describe(path + "." + name + (FieldText.isList(field) ? "[]" : ""), inner);
          }
        });
  }

  private void row(String... cells) {
    page.append(
        Arrays.stream(cells)
            .map(cell -> cell.replace("|", "\\|"))
            .collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  private void listRules(Set<String> rules) {
    rules.forEach(rule -> page.append("- ").append(rule).append(".\n"));
  }

  private static Set<String> rulesOf(JSONSchemaProps schema) {
    return schema.getXKubernetesValidations().stream()
        .map(ValidationRule::getMessage)
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }
}
