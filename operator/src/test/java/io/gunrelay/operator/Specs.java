package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.ClusterSpec;
import io.gunrelay.api.v1alpha1.Durability;
import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.ExposureType;
import io.gunrelay.api.v1alpha1.GatewayRef;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.ImagePullSecret;
import io.gunrelay.api.v1alpha1.KubeConfigSecretRef;
import io.gunrelay.api.v1alpha1.LimitsSpec;
import io.gunrelay.api.v1alpha1.LogLevel;
import io.gunrelay.api.v1alpha1.MonitoringSpec;
import io.gunrelay.api.v1alpha1.NetworkPolicySpec;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.api.v1alpha1.RelayPodTemplate;
import io.gunrelay.api.v1alpha1.ReplicationSpec;
import io.gunrelay.api.v1alpha1.SecuritySpec;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.TlsSpec;
import java.util.List;
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
        new ExposureSpec(null, "relay.example.com", null, null, null, null),
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
    return new GunRelayClusterSpec(
        version,
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec withReplicas(GunRelayClusterSpec spec, int replicas) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        replicas,
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec withAutoscaling(
      GunRelayClusterSpec spec, @Nullable AutoscalingSpec autoscaling) {
    var region = spec.regions().getFirst().name();
    return withRegions(spec, new RegionSpec(region, null, autoscaling, null, null, null, null));
  }

  static GunRelayClusterSpec withRegions(GunRelayClusterSpec spec, RegionSpec... regions) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        List.of(regions),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
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
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        storage,
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec withExposure(
      GunRelayClusterSpec spec, @Nullable ExposureSpec exposure) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        exposure,
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec inRegion(GunRelayClusterSpec spec, String region) {
    return withRegions(spec, region(region));
  }

  /** By a Gateway of the class, or by one that is there. */
  static ExposureSpec byGateway(@Nullable String className, @Nullable GatewayRef shared) {
    return new ExposureSpec(
        ExposureType.Gateway, "relay.example.com", className, shared, null, null);
  }

  static ExposureSpec withTls(String host, String secret) {
    return new ExposureSpec(null, host, null, null, new TlsSpec(secret), null);
  }

  static GunRelayClusterSpec withoutMonitoring(GunRelayClusterSpec spec) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        new MonitoringSpec(false, null));
  }

  /** With other terms for clients. */
  static GunRelayClusterSpec withTerms(
      GunRelayClusterSpec spec, int connections, String origin, LogLevel logLevel) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        new LimitsSpec(connections, null, null, null, null, null, null, null, null),
        new SecuritySpec(List.of(origin), null, null, null, null),
        spec.resources(),
        spec.podTemplate(),
        new MonitoringSpec(null, logLevel));
  }

  static GunRelayClusterSpec withDurability(GunRelayClusterSpec spec, Durability durability) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        durability,
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec withoutNetworkPolicy(GunRelayClusterSpec spec) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        new SecuritySpec(null, null, null, null, new NetworkPolicySpec(false, null, null)),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }

  static GunRelayClusterSpec withPods(
      GunRelayClusterSpec spec,
      @Nullable RelayPodTemplate template,
      @Nullable List<ImagePullSecret> pullSecrets) {
    return new GunRelayClusterSpec(
        spec.version(),
        spec.image(),
        pullSecrets,
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        template,
        spec.monitoring());
  }

  static GunRelayClusterSpec withImage(GunRelayClusterSpec spec, @Nullable String image) {
    return new GunRelayClusterSpec(
        spec.version(),
        image,
        spec.imagePullSecrets(),
        spec.replicas(),
        spec.regions(),
        spec.exposure(),
        spec.storage(),
        spec.durability(),
        spec.whenAlone(),
        spec.limits(),
        spec.security(),
        spec.resources(),
        spec.podTemplate(),
        spec.monitoring());
  }
}
