package io.gunrelay.kubectl.cluster;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Which cluster is meant, as with kubectl itself.
 *
 * @param kubeconfig null: {@code KUBECONFIG}'s, or that of the home folder
 * @param context null: the kubeconfig's current one
 * @param namespace null: the context's
 * @param timeout for one request
 */
public record Access(
    @Nullable String kubeconfig,
    @Nullable String context,
    @Nullable String namespace,
    Duration timeout) {

  private static final String DEFAULT_NAMESPACE = "default";

  /** Opens a client. Nothing is sent yet. */
  public KubernetesClient open(Map<String, String> environment) {
    return new KubernetesClientBuilder()
        .withConfig(config(environment))
        .withHttpClientFactory(new JdkHttpClientFactory())
        // All types are named where they are read: looking for others in all jars takes time.
        .withKubernetesSerialization(new KubernetesSerialization(new ObjectMapper(), false))
        .build();
  }

  private Config config(Map<String, String> environment) {
    var config = read(environment);
    var millis = Math.toIntExact(timeout.toMillis());
    config.setConnectionTimeout(millis);
    config.setRequestTimeout(millis);
    config.setRequestRetryBackoffLimit(0);
    var given = namespace;
    if (given != null) {
      config.setNamespace(given);
    } else if (config.getNamespace() == null || config.getNamespace().isEmpty()) {
      config.setNamespace(DEFAULT_NAMESPACE);
    }
    return config;
  }

  private Config read(Map<String, String> environment) {
    var named = kubeconfig;
    if (named != null && !Files.isReadable(Path.of(named))) {
      throw new Problem("the kubeconfig %s cannot be read".formatted(named));
    }
    if (named == null
        && !hasKubeconfig(environment)
        && !environment.containsKey("KUBERNETES_SERVICE_HOST")) {
      throw new Problem(
          "there is no kubeconfig: name one with --kubeconfig or KUBECONFIG, or put it in ~/.kube/config");
    }
    var wanted = context;
    Config config;
    try {
      config =
          named == null
              ? Config.autoConfigure(wanted)
              : Config.fromKubeconfig(wanted, new File(named));
    } catch (RuntimeException e) {
      throw new Problem("the kubeconfig cannot be used: " + firstLine(e));
    }
    if (wanted != null
        && config.getContexts().stream().noneMatch(known -> known.getName().equals(wanted))) {
      throw new Problem(
          "the kubeconfig has no context %s; 'kubectl config get-contexts' lists them"
              .formatted(wanted));
    }
    return config;
  }

  private static boolean hasKubeconfig(Map<String, String> environment) {
    var variable = environment.getOrDefault("KUBECONFIG", "");
    var names =
        variable.isEmpty()
            ? Stream.of(environment.getOrDefault("HOME", "") + "/.kube/config")
            : Arrays.stream(variable.split(File.pathSeparator, -1));
    return names.filter(name -> !name.isEmpty()).map(Path::of).anyMatch(Files::isReadable);
  }

  private static String firstLine(Throwable e) {
    return Optional.ofNullable(e.getMessage())
        .flatMap(text -> text.lines().findFirst())
        .orElse(e.getClass().getSimpleName());
  }
}
