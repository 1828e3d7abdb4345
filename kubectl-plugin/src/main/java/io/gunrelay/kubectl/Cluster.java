package io.gunrelay.kubectl;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.kubectl.cluster.Access;
import io.gunrelay.kubectl.cluster.Problem;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The flags that say which cluster is meant; they are kubectl's. */
final class Cluster {

  private static final Pattern TIMEOUT = Pattern.compile("([0-9]{1,4})(s|m)?");
  private static final int MINUTE_SECONDS = 60;

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
    return new Access(kubeconfig, context, namespace, timeout()).open(environment);
  }

  private Duration timeout() {
    var matcher = TIMEOUT.matcher(timeout);
    if (!matcher.matches()) {
      throw new Problem(
          "--request-timeout=%s is no time: give one such as 5s or 1m".formatted(timeout));
    }
    var count = Long.parseLong(matcher.group(1));
    return Duration.ofSeconds(
        Math.max(1, "m".equals(matcher.group(2)) ? count * MINUTE_SECONDS : count));
  }
}
