package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.ClusterSpec;
import io.gunrelay.api.v1alpha1.DnsSpec;
import io.gunrelay.api.v1alpha1.Durability;
import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.ExposureType;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import io.gunrelay.api.v1alpha1.GatewayRef;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.ImagePullSecret;
import io.gunrelay.api.v1alpha1.IssuerRef;
import io.gunrelay.api.v1alpha1.KubeConfigSecretRef;
import io.gunrelay.api.v1alpha1.LimitsSpec;
import io.gunrelay.api.v1alpha1.LogLevel;
import io.gunrelay.api.v1alpha1.MonitoringSpec;
import io.gunrelay.api.v1alpha1.NetworkPolicySpec;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.api.v1alpha1.RelayPodTemplate;
import io.gunrelay.api.v1alpha1.ReplicationSpec;
import io.gunrelay.api.v1alpha1.RolloutSpec;
import io.gunrelay.api.v1alpha1.SecuritySpec;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.TlsSpec;
import io.gunrelay.api.v1alpha1.WhenAlone;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Specs to start from. */
final class Specs {

  private Specs() {}

  static GunRelayClusterSpec quickstart() {
    return new GunRelayClusterSpec(
        "1.4.0",
        null,
        null,
        2,
        List.of(new RegionSpec("west", null, null, null, null, null, null)),
        new ExposureSpec(null, "relay.example.com", null, null, null, null, null),
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null,
        null);
  }

  static GunRelayClusterSpec withVersion(GunRelayClusterSpec spec, String version) {
    return change(spec, draft -> draft.version = version);
  }

  static GunRelayClusterSpec withReplicas(GunRelayClusterSpec spec, int replicas) {
    return change(spec, draft -> draft.replicas = replicas);
  }

  static GunRelayClusterSpec withAutoscaling(
      GunRelayClusterSpec spec, @Nullable AutoscalingSpec autoscaling) {
    var region = spec.regions().getFirst().name();
    return withRegions(spec, new RegionSpec(region, null, autoscaling, null, null, null, null));
  }

  static GunRelayClusterSpec withRegions(GunRelayClusterSpec spec, RegionSpec... regions) {
    return change(spec, draft -> draft.regions = List.of(regions));
  }

  /** A region with nothing of its own. */
  static RegionSpec region(String name) {
    return new RegionSpec(name, null, null, null, null, null, null);
  }

  /** A region in the cluster that a Secret's kubeconfig leads to. */
  static RegionSpec regionElsewhere(String name, String secret, String namespace) {
    return regionReachedAt(name, secret, namespace, null);
  }

  static RegionSpec regionReachedAt(
      String name, String secret, String namespace, @Nullable String endpoint) {
    return new RegionSpec(
        name,
        null,
        null,
        null,
        null,
        new ClusterSpec(new KubeConfigSecretRef(secret, null), namespace),
        endpoint == null ? null : new ReplicationSpec(endpoint, null));
  }

  static GunRelayClusterSpec withStorage(GunRelayClusterSpec spec, StorageSpec storage) {
    return change(spec, draft -> draft.storage = storage);
  }

  static GunRelayClusterSpec withExposure(
      GunRelayClusterSpec spec, @Nullable ExposureSpec exposure) {
    return change(spec, draft -> draft.exposure = exposure);
  }

  static GunRelayClusterSpec inRegion(GunRelayClusterSpec spec, String region) {
    return withRegions(spec, region(region));
  }

  /** By a Gateway of the class, or by one that is there. */
  static ExposureSpec byGateway(@Nullable String className, @Nullable GatewayRef shared) {
    return new ExposureSpec(
        ExposureType.Gateway, "relay.example.com", className, shared, null, null, null);
  }

  static ExposureSpec withTls(String host, String secret) {
    return new ExposureSpec(null, host, null, null, new TlsSpec(secret), null, null);
  }

  static ExposureSpec withIssuer(String host, IssuerRef issuer) {
    return new ExposureSpec(null, host, null, null, new TlsSpec(null, issuer, null), null, null);
  }

  static ExposureSpec selfSigned(String host) {
    return new ExposureSpec(null, host, null, null, new TlsSpec(null, null, true), null, null);
  }

  static ExposureSpec withDns(DnsSpec dns) {
    return new ExposureSpec(null, "relay.example.com", null, null, null, dns, null);
  }

  static GunRelayClusterSpec withoutMonitoring(GunRelayClusterSpec spec) {
    return change(spec, draft -> draft.monitoring = new MonitoringSpec(false, null));
  }

  /** With other terms for clients. */
  static GunRelayClusterSpec withTerms(
      GunRelayClusterSpec spec, int connections, String origin, LogLevel logLevel) {
    return change(
        spec,
        draft -> {
          draft.limits =
              new LimitsSpec(connections, null, null, null, null, null, null, null, null);
          draft.security = new SecuritySpec(List.of(origin), null, null, null, null);
          draft.monitoring = new MonitoringSpec(null, logLevel);
        });
  }

  static GunRelayClusterSpec withDurability(GunRelayClusterSpec spec, Durability durability) {
    return change(spec, draft -> draft.durability = durability);
  }

  static GunRelayClusterSpec withoutNetworkPolicy(GunRelayClusterSpec spec) {
    return change(
        spec,
        draft ->
            draft.security =
                new SecuritySpec(null, null, null, null, new NetworkPolicySpec(false, null, null)));
  }

  static GunRelayClusterSpec withPods(
      GunRelayClusterSpec spec,
      @Nullable RelayPodTemplate template,
      @Nullable List<ImagePullSecret> pullSecrets) {
    return change(
        spec,
        draft -> {
          draft.imagePullSecrets = pullSecrets;
          draft.podTemplate = template;
        });
  }

  static GunRelayClusterSpec withImage(GunRelayClusterSpec spec, @Nullable String image) {
    return change(spec, draft -> draft.image = image);
  }

  static GunRelayClusterSpec withRollout(GunRelayClusterSpec spec, RolloutSpec rollout) {
    return change(spec, draft -> draft.rollout = rollout);
  }

  static GunRelayClusterSpec withFailover(GunRelayClusterSpec spec, FailoverSpec failover) {
    return change(spec, draft -> draft.failover = failover);
  }

  private static GunRelayClusterSpec change(GunRelayClusterSpec spec, Consumer<Draft> change) {
    var draft = new Draft(spec);
    change.accept(draft);
    return draft.spec();
  }

  /** A spec that can be changed. */
  private static final class Draft {
    private String version;
    private @Nullable String image;
    private @Nullable List<ImagePullSecret> imagePullSecrets;
    private @Nullable Integer replicas;
    private List<RegionSpec> regions;
    private @Nullable ExposureSpec exposure;
    private @Nullable StorageSpec storage;
    private @Nullable Durability durability;
    private @Nullable WhenAlone whenAlone;
    private @Nullable LimitsSpec limits;
    private @Nullable SecuritySpec security;
    private @Nullable ResourceRequirements resources;
    private @Nullable RelayPodTemplate podTemplate;
    private @Nullable RolloutSpec rollout;
    private @Nullable FailoverSpec failover;
    private @Nullable MonitoringSpec monitoring;

    Draft(GunRelayClusterSpec spec) {
      version = spec.version();
      image = spec.image();
      imagePullSecrets = spec.imagePullSecrets();
      replicas = spec.replicas();
      regions = spec.regions();
      exposure = spec.exposure();
      storage = spec.storage();
      durability = spec.durability();
      whenAlone = spec.whenAlone();
      limits = spec.limits();
      security = spec.security();
      resources = spec.resources();
      podTemplate = spec.podTemplate();
      rollout = spec.rollout();
      failover = spec.failover();
      monitoring = spec.monitoring();
    }

    GunRelayClusterSpec spec() {
      return new GunRelayClusterSpec(
          version,
          image,
          imagePullSecrets,
          replicas,
          regions,
          exposure,
          storage,
          durability,
          whenAlone,
          limits,
          security,
          resources,
          podTemplate,
          rollout,
          failover,
          monitoring);
    }
  }
}
