package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.model.annotation.SpecReplicas;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the user wants. */
@Wire
@ValidationRule(
    value =
        "oldSelf.regions.all(o, self.regions.exists(r, r.name == o.name)) || self.regions.all(r,"
            + " oldSelf.regions.exists(o, o.name == r.name))",
    message =
        "spec.regions[].name cannot change: add the region under its new name, wait until it is"
            + " ready, and then remove the former one",
    fieldPath = ".regions")
@ValidationRule(
    value =
        "self.regions.all(r, oldSelf.regions.all(o, o.name != r.name || (has(o.cluster) =="
            + " has(r.cluster) && (!has(o.cluster) || o.cluster == r.cluster))))",
    message =
        "spec.regions[].cluster cannot change for a region of the same name: add a region with"
            + " another name there, wait until it is ready, and then remove the former one",
    fieldPath = ".regions")
@ValidationRule(
    value =
        "self.regions.all(r, !has(r.host) || (has(self.exposure) && self.exposure.type != 'None'"
            + " && r.host != self.exposure.host && self.regions.exists_one(o, has(o.host) && o.host"
            + " == r.host)))",
    message =
        "regions[].host needs exposure.type Ingress or Gateway, and must be another host for each region and"
            + " another one than exposure.host: correct the hosts, or remove regions[].host",
    fieldPath = ".regions")
@ValidationRule(
    value =
        "!self.regions.exists(r, has(r.autoscaling)) || (has(self.resources.requests) && 'cpu' in"
            + " self.resources.requests) || (has(self.resources.limits) && 'cpu' in"
            + " self.resources.limits)",
    message =
        "spec.resources.requests.cpu is required with autoscaling, whose target is a share of it:"
            + " set it, such as 500m, or remove regions[].autoscaling",
    reason = "FieldValueRequired",
    fieldPath = ".resources")
@ValidationRule(
    value =
        "self.durability != 'Replicated' || self.whenAlone == 'Acknowledge' || self.regions.size() >"
            + " 1 || self.regions.all(r, has(r.autoscaling) ? r.autoscaling.minReplicas != 1 : (has(r.replicas) ?"
            + " r.replicas : self.replicas) != 1)",
    message =
        "spec.durability Replicated needs a second relay: give the region two replicas or more, add"
            + " a region, or set spec.whenAlone to Acknowledge",
    fieldPath = ".durability")
@ValidationRule(
    value = "self.durability == 'Replicated' || self.whenAlone == 'Refuse'",
    message =
        "spec.whenAlone has no effect unless writes are replicated: set spec.durability to"
            + " Replicated, or remove whenAlone",
    fieldPath = ".whenAlone")
@ValidationRule(
    value =
        "!has(self.limits.perAddress) || !has(self.exposure) || self.exposure.type == 'None' ||"
            + " has(self.exposure.trustedProxies)",
    message =
        "limits.perAddress needs exposure.trustedProxies behind an entry, as all clients would have"
            + " its address: say where the proxies are, such as 10.0.0.0/8, or remove perAddress",
    reason = "FieldValueRequired",
    fieldPath = ".limits.perAddress")
@ValidationRule(
    value =
        "!has(self.rollout.strategy) || self.rollout.strategy != 'BlueGreen' || self.storage.type !="
            + " 'PersistentVolume'",
    message =
        "rollout.strategy BlueGreen needs storage.type Ephemeral, as a volume belongs to one relay:"
            + " remove strategy, or set it to Rolling",
    fieldPath = ".rollout.strategy")
@ValidationRule(
    value =
        "!has(self.rollout.canaryRegion) || self.regions.exists(r, r.name =="
            + " self.rollout.canaryRegion)",
    message = "rollout.canaryRegion must be the name of a region: correct or remove it",
    fieldPath = ".rollout.canaryRegion")
public record GunRelayClusterSpec(
    @JsonPropertyDescription(
            "The relay's version. The image is the operator's relay repository with this tag, unless"
                + " image names another.")
        @Required
        @Size(min = 5, max = 64)
        @ValidationRule(
            value =
                "self.matches('^(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)"
                    + "(-[0-9A-Za-z]+([.-][0-9A-Za-z]+)*)?$')",
            message =
                "spec.version must be a version such as 1.4.0 or 1.4.0-rc.1, without a leading v; to"
                    + " run an image with another tag, set spec.image as well")
        String version,
    @JsonPropertyDescription(
            "The relay's image in full, with a tag or a digest, where a mirror or a fixed digest is"
                + " wanted. Absent: made from version.")
        @Size(min = 1, max = 512)
        @ValidationRule(
            value =
                "self.matches('^([A-Za-z0-9.-]+(:[0-9]+)?/)?[a-z0-9]+([._/-]+[a-z0-9]+)*"
                    + "(:[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}(@sha256:[0-9a-f]{64})?"
                    + "|@sha256:[0-9a-f]{64})$')",
            message =
                "spec.image must name an image with a tag or a digest, such as"
                    + " registry.example.com/gunrelay/relay:1.4.0; without one, the nodes may run"
                    + " different images")
        @Nullable String image,
    @JsonPropertyDescription(
            "Secrets by which nodes get the relays' image, in the resource's namespace; for regions in"
                + " other clusters, in their namespaces there.")
        @Size(max = 8)
        @Nullable List<ImagePullSecret> imagePullSecrets,
    @JsonPropertyDescription(
            "How many relays each region has, unless the region says otherwise. This is what kubectl"
                + " scale sets.")
        @Default("" + Defaults.REPLICAS)
        @Min(0)
        @Max(100)
        @SpecReplicas
        Integer replicas,
    @JsonPropertyDescription(
            "Where relays run. The order is the order of preference. A region that is removed hands"
                + " its clients over to the others before its relays end.")
        @Required
        @Size(min = 1, max = 8)
        List<RegionSpec> regions,
    @JsonPropertyDescription(
            "How clients reach the fleet. Absent: no entry; clients use the region's Service, or an"
                + " entry that is made elsewhere.")
        @Nullable ExposureSpec exposure,
    @JsonPropertyDescription("Where relays keep the graph. Absent: on the node's disk.")
        @Default("{}")
        StorageSpec storage,
    @JsonPropertyDescription(
            "What a write is acknowledged for: Memory, when a relay has merged it; Disk, when it is"
                + " on that relay's disk; Replicated, when another relay has it on its disk, too.")
        @Default("Disk")
        Durability durability,
    @JsonPropertyDescription(
            "What becomes of writes with durability Replicated when a relay has reached no other for"
                + " five seconds: Refuse, with a reason, or Acknowledge, for its own disk.")
        @Default("Refuse")
        WhenAlone whenAlone,
    @JsonPropertyDescription("Bounds of each relay, so that no client takes all of it.")
        @Default("{}")
        LimitsSpec limits,
    @JsonPropertyDescription("Who may connect, and what they may write.") @Default("{}")
        SecuritySpec security,
    @JsonPropertyDescription(
            "What each relay may use, as for any container. The relay fits its heap and its cache"
                + " into limits.memory. What is given replaces the default as a whole.")
        @Default(
            "{\"requests\": {\"cpu\": \""
                + Defaults.CPU_REQUEST
                + "\", \"memory\": \""
                + Defaults.MEMORY_REQUEST
                + "\"}, \"limits\": {\"memory\": \""
                + Defaults.MEMORY_LIMIT
                + "\"}}")
        @ValidationRule(
            value =
                "(!has(self.requests) || self.requests.all(k, "
                    + KNOWN_RESOURCE
                    + ")) && (!has(self.limits) || self.limits.all(k, "
                    + KNOWN_RESOURCE
                    + "))",
            message =
                "spec.resources.requests and limits may name cpu, memory, ephemeral-storage,"
                    + " hugepages-SIZE or a vendor's resource with its domain: correct the name")
        @ValidationRule(
            value =
                "(!has(self.requests) || self.requests.all(k, isQuantity(string(self.requests[k]))"
                    + " && !quantity(string(self.requests[k])).isLessThan(quantity('0')))) &&"
                    + " (!has(self.limits) || self.limits.all(k, isQuantity(string(self.limits[k]))"
                    + " && !quantity(string(self.limits[k])).isLessThan(quantity('0'))))",
            message =
                "spec.resources.requests and limits must hold quantities such as 500m or 1Gi, zero or"
                    + " more")
        @ValidationRule(
            value =
                "!has(self.requests) || !has(self.limits) || self.requests.all(k, !(k in self.limits)"
                    + " || !isQuantity(string(self.requests[k])) ||"
                    + " !isQuantity(string(self.limits[k])) ||"
                    + " !quantity(string(self.requests[k])).isGreaterThan("
                    + "quantity(string(self.limits[k]))))",
            message =
                "spec.resources.requests must not exceed spec.resources.limits: lower the request or"
                    + " raise the limit",
            fieldPath = ".requests")
        @ValidationRule(
            value =
                "!has(self.limits) || !('memory' in self.limits) ||"
                    + " !isQuantity(string(self.limits['memory'])) ||"
                    + " !quantity(string(self.limits['memory'])).isLessThan(quantity('"
                    + Defaults.LEAST_MEMORY_LIMIT
                    + "'))",
            message =
                "spec.resources.limits.memory must be at least "
                    + Defaults.LEAST_MEMORY_LIMIT
                    + ", or the relay does not start; mind the unit: Mi, not m",
            fieldPath = ".limits")
        ResourceRequirements resources,
    @JsonPropertyDescription(
            "What relays' pods have beside what the operator gives them, which it does not take"
                + " away: labels, annotations, and how they are scheduled. A change replaces the"
                + " pods, as a new version does.")
        @Nullable RelayPodTemplate podTemplate,
    @JsonPropertyDescription(
            "How relays are replaced when version, image, durability, resources, podTemplate or"
                + " imagePullSecrets change. All else reaches relays while they run.")
        @Default("{}")
        RolloutSpec rollout,
    @JsonPropertyDescription("What is done when a region is down.") @Default("{}")
        FailoverSpec failover,
    @JsonPropertyDescription("What is made for Prometheus.") @Default("{}")
        MonitoringSpec monitoring) {

  private static final String KNOWN_RESOURCE =
      "k in ['cpu', 'memory', 'ephemeral-storage'] || k.startsWith('hugepages-') ||"
          + " k.contains('/')";

  public GunRelayClusterSpec(
      String version,
      @Nullable String image,
      @Nullable List<ImagePullSecret> imagePullSecrets,
      @Nullable Integer replicas,
      List<RegionSpec> regions,
      @Nullable ExposureSpec exposure,
      @Nullable StorageSpec storage,
      @Nullable Durability durability,
      @Nullable WhenAlone whenAlone,
      @Nullable LimitsSpec limits,
      @Nullable SecuritySpec security,
      @Nullable ResourceRequirements resources,
      @Nullable RelayPodTemplate podTemplate,
      @Nullable RolloutSpec rollout,
      @Nullable FailoverSpec failover,
      @Nullable MonitoringSpec monitoring) {
    this.version = version;
    this.image = image;
    this.imagePullSecrets = imagePullSecrets;
    this.replicas = replicas == null ? Defaults.REPLICAS : replicas;
    this.regions = regions;
    this.exposure = exposure;
    this.storage = storage == null ? new StorageSpec(null, null, null, null) : storage;
    this.durability = durability == null ? Durability.Disk : durability;
    this.whenAlone = whenAlone == null ? WhenAlone.Refuse : whenAlone;
    this.limits = limits == null ? LimitsSpec.basic(null, null, null) : limits;
    this.security = security == null ? new SecuritySpec(null, null, null, null, null) : security;
    this.resources = resources == null ? Defaults.resources() : resources;
    this.podTemplate = podTemplate;
    this.rollout =
        rollout == null ? new RolloutSpec(null, null, null, null, null, null, null) : rollout;
    this.failover = failover == null ? FailoverSpec.usual() : failover;
    this.monitoring = monitoring == null ? new MonitoringSpec(null, null) : monitoring;
  }
}
