package io.gunrelay.e2e.scenarios.operators;

import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributes;
import io.fabric8.kubernetes.api.model.authorization.v1.ResourceAttributesBuilder;
import io.fabric8.kubernetes.api.model.authorization.v1.SubjectAccessReviewBuilder;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.util.ArrayList;
import java.util.List;

/** What the API server lets the operator's identity do. */
final class Rights {
  private static final String ANY = "";

  /** What nobody gets who holds the operator's token; {@code group/resource: verb}. */
  private static final List<ResourceAttributes> NEVER =
      List.of(
          wish("", "secrets", "delete"),
          wish("", "pods", "create"),
          wish("", "pods", "delete"),
          wish("", "pods/exec", "create"),
          wish("", "pods/log", "get"),
          wish("", "serviceaccounts/token", "create"),
          wish("", "serviceaccounts", "impersonate"),
          wish("", "users", "impersonate"),
          wish("", "namespaces", "create"),
          wish("", "nodes", "get"),
          wish("rbac.authorization.k8s.io", "roles", "create"),
          wish("rbac.authorization.k8s.io", "roles", "escalate"),
          wish("rbac.authorization.k8s.io", "rolebindings", "create"),
          wish("rbac.authorization.k8s.io", "clusterroles", "bind"),
          wish("gunrelay.io", "gunrelayclusters", "create"),
          wish("gunrelay.io", "gunrelayclusters", "delete"),
          wish("admissionregistration.k8s.io", "validatingadmissionpolicies", "patch"));

  private final Stage stage;
  private final String user;

  /** Of the operator whose pods are in this namespace. */
  Rights(Stage stage, String operatorNamespace) {
    this.stage = stage;
    user = "system:serviceaccount:%s:%s".formatted(operatorNamespace, Installation.OPERATOR);
  }

  /** What the operator's own role grants, one by one. */
  List<ResourceAttributes> ofItsRole() {
    ClusterRole role =
        stage.kubernetes().rbac().clusterRoles().withName(Installation.OPERATOR).require();
    var all = new ArrayList<ResourceAttributes>();
    role.getRules()
        .forEach(rule ->
            rule.getApiGroups()
                .forEach(group ->
                    rule.getResources()
                        .forEach(resource ->
                            rule.getVerbs()
                                .forEach(verb -> all.add(wish(group, resource, verb))))));
    return all;
  }

  List<ResourceAttributes> neverGranted() {
    return NEVER;
  }

  /** Those of them that the API server grants in a namespace. */
  List<String> grantedIn(String namespace, List<ResourceAttributes> wishes) {
    return wishes.stream().filter(wish -> isGranted(namespace, wish)).map(Rights::say).toList();
  }

  private boolean isGranted(String namespace, ResourceAttributes wish) {
    var review =
        new SubjectAccessReviewBuilder()
            .withNewSpec()
            .withUser(user)
            .withGroups("system:serviceaccounts", "system:authenticated")
            .withResourceAttributes(
                new ResourceAttributesBuilder(wish).withNamespace(namespace).build())
            .endSpec()
            .build();
    return stage
        .kubernetes()
        .authorization()
        .v1()
        .subjectAccessReview()
        .create(review)
        .getStatus()
        .getAllowed();
  }

  private static ResourceAttributes wish(String group, String resource, String verb) {
    String[] parts = resource.split("/", 2);
    return new ResourceAttributesBuilder()
        .withGroup(group)
        .withResource(parts[0])
        .withSubresource(parts.length == 2 ? parts[1] : ANY)
        .withVerb(verb)
        .build();
  }

  static String say(ResourceAttributes wish) {
    String part = wish.getSubresource().isEmpty() ? "" : "/" + wish.getSubresource();
    return "%s %s%s".formatted(wish.getVerb(), wish.getResource(), part);
  }
}
