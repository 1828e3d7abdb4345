package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Pods' volumes as folders: empty ones go with the pod, claimed ones stay. */
final class Volumes {
  private final KubernetesClient kubernetes;
  private final Path folder;

  /**
   * Keeps volumes under a folder.
   *
   * @param folder everything is below it
   */
  Volumes(KubernetesClient kubernetes, Path folder) {
    this.kubernetes = kubernetes;
    this.folder = folder;
  }

  /**
   * Makes the pod's volumes ready.
   *
   * @throws IOException when a volume cannot be made; the message is for the pod's status
   */
  Paths mount(Pod pod, Container container) throws IOException {
    Map<String, Path> mounts = new LinkedHashMap<>();
    for (VolumeMount mount : container.getVolumeMounts()) {
      Volume volume =
          pod.getSpec().getVolumes().stream()
              .filter(candidate -> candidate.getName().equals(mount.getName()))
              .findFirst()
              .orElseThrow(() -> new IOException("there is no volume " + mount.getName()));
      mounts.put(mount.getMountPath(), prepare(pod, volume));
    }
    return new Paths(mounts);
  }

  private Path prepare(Pod pod, Volume volume) throws IOException {
    String namespace = pod.getMetadata().getNamespace();
    if (volume.getPersistentVolumeClaim() != null) {
      return Files.createDirectories(
          claim(namespace, volume.getPersistentVolumeClaim().getClaimName()));
    }
    Path own =
        Files.createDirectories(
            folder.resolve("pods").resolve(pod.getMetadata().getUid()).resolve(volume.getName()));
    if (volume.getConfigMap() != null) {
      String name = volume.getConfigMap().getName();
      ConfigMap config =
          Optional.ofNullable(kubernetes.configMaps().inNamespace(namespace).withName(name).get())
              .orElseThrow(() -> new IOException("configmap \"" + name + "\" not found"));
      for (Map.Entry<String, String> file : config.getData().entrySet()) {
        Files.writeString(own.resolve(file.getKey()), file.getValue());
      }
    }
    if (volume.getSecret() != null) {
      String name = volume.getSecret().getSecretName();
      Secret secret =
          Optional.ofNullable(kubernetes.secrets().inNamespace(namespace).withName(name).get())
              .orElseThrow(() -> new IOException("secret \"" + name + "\" not found"));
      for (Map.Entry<String, String> file : secret.getData().entrySet()) {
        Files.write(own.resolve(file.getKey()), Base64.getDecoder().decode(file.getValue()));
      }
    }
    return own;
  }

  /** Where a claim's data is. */
  Path claim(String namespace, String name) {
    return folder.resolve("claims").resolve(namespace).resolve(name);
  }
}
