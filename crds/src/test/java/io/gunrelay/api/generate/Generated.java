package io.gunrelay.api.generate;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.Role;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of the repository that follows from the API's types and from what is deployed.
 *
 * @param path where it is, from the repository's root
 * @param content what it must say
 */
record Generated(String path, String content) {

  /**
   * All such files.
   *
   * @param root the repository's root, from where the deployment is read
   */
  static List<Generated> all(Path root) throws IOException {
    CustomResourceDefinition crd = Crd.of(GunRelayCluster.class);
    ObjectNode csv = Bundle.clusterServiceVersion(root, crd);
    String crdYaml = Yaml.of("the Java types in crds", crd);
    return List.of(
        new Generated("deploy/base/crds/gunrelayclusters.gunrelay.io.yaml", crdYaml),
        new Generated("docs/reference/gunrelaycluster.md", Reference.of(crd)),
        new Generated("docs/reference/rights.md", Rights.of(root.resolve("deploy/base/rbac.yaml"))),
        new Generated("charts/gunrelay-operator/crds/gunrelayclusters.gunrelay.io.yaml", crdYaml),
        new Generated(
            "charts/gunrelay-operator/files/rules.yaml",
            Yaml.of(
                "deploy/base/rbac.yaml",
                new ChartRules(
                    Deployed.only(root, ClusterRole.class, "rbac.yaml").getRules(),
                    Deployed.only(root, Role.class, "rbac.yaml").getRules()))),
        new Generated("olm-bundle/manifests/gunrelayclusters.gunrelay.io.yaml", crdYaml),
        new Generated(
            "olm-bundle/manifests/gunrelay-operator.clusterserviceversion.yaml",
            Yaml.of("olm-bundle/base, deploy/base and examples", csv)),
        new Generated("olm-bundle/catalog/gunrelay-operator/catalog.yaml", Catalog.of(csv)));
  }

  /** What the chart's roles allow: in namespaces of fleets, and in the operator's own. */
  private record ChartRules(List<PolicyRule> fleets, List<PolicyRule> own) {}

  void write(Path root) throws IOException {
    Path file = root.resolve(path);
    Path folder = file.getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    Files.writeString(file, content);
  }

  boolean isUpToDate(Path root) {
    Path file = root.resolve(path);
    try {
      return Files.exists(file) && Files.readString(file).equals(content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
