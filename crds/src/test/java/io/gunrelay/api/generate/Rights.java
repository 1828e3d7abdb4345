package io.gunrelay.api.generate;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The reference of the operator's rights: its roles, each rule with the comment above it. */
final class Rights {

  private static final String RULE = "  - apiGroups:";
  private static final String COMMENT = "  # ";

  private Rights() {}

  static String of(Path rbac) throws IOException {
    String yaml = Files.readString(rbac);
    List<HasMetadata> documents = new KubernetesSerialization().unmarshal(yaml);
    Iterator<String> reasons = reasons(yaml).iterator();
    return """
    # Rights of the operator

    <!-- Made from deploy/base/rbac.yaml by `make generate`. -->

    The operator's tests run with exactly these rights, and fail when one is missing or when one is
    never used.

    In every namespace that it watches (a ClusterRole):

    """
        + table(
            documents.stream()
                .flatMap(role ->
                    role instanceof ClusterRole cluster ? cluster.getRules().stream() : null),
            reasons)
        + "\nIn its own namespace (a Role):\n\n"
        + table(
            documents.stream()
                .flatMap(role -> role instanceof Role own ? own.getRules().stream() : null),
            reasons);
  }

  private static String table(Stream<PolicyRule> rules, Iterator<String> reasons) {
    return "| kinds | verbs | for |\n|---|---|---|\n"
        + rules
            .map(rule ->
                "| %s | %s | %s |\n"
                    .formatted(kinds(rule), String.join(", ", rule.getVerbs()), reasons.next()))
            .collect(Collectors.joining());
  }

  private static String kinds(PolicyRule rule) {
    String group = rule.getApiGroups().getFirst();
    String dotted = group.isEmpty() ? "" : "." + group;
    return rule.getResources().stream()
        .map(resource -> "`" + resource.replaceFirst("(/|$)", dotted + "$1") + "`")
        .collect(Collectors.joining(", "));
  }

  /** The comments right above the rules, in the file's order, which is the roles' order. */
  private static List<String> reasons(String yaml) {
    List<String> reasons = new ArrayList<>();
    List<String> comment = new ArrayList<>();
    for (String line : yaml.lines().toList()) {
      if (line.startsWith(RULE)) {
        if (comment.isEmpty()) {
          throw new IllegalStateException(
              "rule "
                  + (reasons.size() + 1)
                  + " of rbac.yaml needs a comment that gives its reason");
        }
        reasons.add(String.join(" ", comment));
      }
      if (line.startsWith(COMMENT)) {
        comment.add(line.substring(COMMENT.length()));
      } else {
        comment.clear();
      }
    }
    return reasons;
  }
}
