package io.gunrelay.api.generate;

import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A file of the repository that follows from the API's types.
 *
 * @param path where it is, from the repository's root
 * @param content what it must say
 */
record Generated(String path, String content) {

  static List<Generated> all() {
    CustomResourceDefinition crd = Crd.of(GunRelayCluster.class);
    return List.of(
        new Generated("deploy/base/crds/gunrelayclusters.gunrelay.io.yaml", CrdYaml.of(crd)),
        new Generated("docs/reference/gunrelaycluster.md", Reference.of(crd)));
  }

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
