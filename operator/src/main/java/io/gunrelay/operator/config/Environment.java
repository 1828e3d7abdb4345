package io.gunrelay.operator.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** Settings by name: {@code gunrelay.relay-image} is {@code GUNRELAY_RELAY_IMAGE}, and so on. */
@ConfigMapping(prefix = "gunrelay")
interface Environment {

  /** Repository of the relay's image; the version of each resource is its tag. */
  @WithDefault("ghcr.io/gunrelay/relay")
  String relayImage();

  /**
   * Digests of versions of it, such as {@code 1.4.0=sha256:…}, separated by commas: these versions
   * are fetched by tag and digest, the others by their tag.
   */
  Optional<Set<String>> relayDigests();

  /**
   * Repositories that {@code spec.image} may name beside the relay's own, with their registry,
   * separated by commas. {@code *} stands for any text, {@code {namespace}} for the resource's
   * namespace, here and in what follows.
   */
  @WithDefault("*")
  Optional<Set<String>> allowedImages();

  /**
   * DNS names that {@code exposure.host} and {@code regions[].host} may be, such as {@code
   * *.{namespace}.relay.example.com}.
   */
  @WithDefault("*")
  Optional<Set<String>> allowedHosts();

  /**
   * Issuers of certificates that {@code exposure.tls.issuerRef} may name beside the Issuers of the
   * resource's namespace, as {@code GROUP/KIND/NAME}, such as {@code
   * cert-manager.io/ClusterIssuer/letsencrypt}.
   */
  Optional<Set<String>> allowedIssuers();

  /**
   * Addresses and DNS names that {@code exposure.dns.targets} may lead hosts to, such as {@code
   * lb.example.com}.
   */
  Optional<Set<String>> allowedDnsTargets();

  /**
   * Hosts that webhooks of {@code rollout.analysis} may be at, with their port if the URL names
   * one, such as {@code *.{namespace}.svc:8080}.
   */
  Optional<Set<String>> allowedWebhooks();

  /**
   * The Prometheus that queries of {@code rollout.analysis} go to, such as {@code
   * http://prometheus.monitoring:9090}. Whoever may create resources may ask it anything then.
   */
  Optional<String> prometheusUrl();

  /** Keys of labels that {@code podTemplate} may give pods, such as {@code example.com/*}. */
  Optional<Set<String>> allowedPodLabels();

  /** Keys of annotations that {@code podTemplate} may give pods. */
  @WithDefault(
      "cluster-autoscaler.kubernetes.io/safe-to-evict,karpenter.sh/do-not-disrupt,kubectl.kubernetes.io/restartedAt")
  Optional<Set<String>> allowedPodAnnotations();

  /** Keys of nodes' taints that {@code podTemplate} may let pods bear. */
  Optional<Set<String>> allowedTaints();

  /** PriorityClasses that {@code podTemplate} may name. */
  Optional<Set<String>> allowedPriorityClasses();

  /** RuntimeClasses that {@code podTemplate} may name. */
  Optional<Set<String>> allowedRuntimeClasses();

  /** Schedulers that {@code podTemplate} may name. */
  Optional<Set<String>> allowedSchedulers();

  /** Namespaces to watch, separated by commas; none for all. */
  Optional<Set<String>> watchNamespaces();

  /** How often a relay of each region is asked for its report. */
  @WithDefault("10s")
  Duration reportInterval();

  /** How soon a kind that the cluster lacks, such as ServiceMonitor, is looked for again. */
  @WithDefault("60s")
  Duration kindsInterval();

  /**
   * How long it may take until a certificate or authority that was written is what every relay
   * uses: the kubelet's time, and ten seconds.
   */
  @WithDefault("10m")
  Duration certificateDelivery();

  /** How often clusters that regions name are asked whether they are there. */
  @WithDefault("5s")
  Duration clusterInterval();

  /** For how long a deleted resource waits for clusters other than its own to be cleaned up. */
  @WithDefault("10m")
  Duration cleanupDeadline();

  /** Whether to wait for a Lease before working. Several replicas need it. */
  @WithDefault("false")
  boolean leaderElection();

  /** Where the operator runs: its Lease is there, and relays let it ask them from there. */
  @WithDefault("gunrelay-system")
  String namespace();

  /** Name of this process in the Lease. */
  @WithDefault("gunrelay-operator")
  String podName();

  /** Lines of the log: {@code text} or {@code json}. */
  @WithDefault("text")
  LogFormat logFormat();
}
