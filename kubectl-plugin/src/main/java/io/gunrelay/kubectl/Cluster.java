package io.gunrelay.kubectl;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.kubectl.cluster.Access;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which cluster is meant; they are kubectl's. */
final class Cluster {

  @Option(
      names = {"-n", "--namespace"},
      paramLabel = "NAME",
      description = "The namespace; by default that of the context.")
  private @Nullable String namespace;

  @Option(
      names = "--context",
      paramLabel = "NAME",
      description = "The kubeconfig's context; by default the current one.")
  private @Nullable String context;

  @Option(
      names = "--kubeconfig",
      paramLabel = "FILE",
      description = "By default those of KUBECONFIG, or ~/.kube/config.")
  private @Nullable String kubeconfig;

  @Option(
      names = "--request-timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      description = "How long the API server may take to answer once: 5s, 1m.")
  private String timeout = "5s";

  KubernetesClient open(Map<String, String> environment) {
    return new Access(kubeconfig, context, namespace, Times.read("--request-timeout", timeout))
        .open(environment);
  }
}
