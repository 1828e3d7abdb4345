package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Max;
import io.fabric8.generator.annotation.Min;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** One region of the fleet. */
@Wire
@ValidationRule(
    value = "!(has(self.replicas) && has(self.autoscaling))",
    message =
        "regions[].replicas and regions[].autoscaling exclude each other: remove replicas to let"
            + " the autoscaler decide, or autoscaling to keep a fixed number",
    fieldPath = ".replicas")
public record RegionSpec(
    @JsonPropertyDescription(
            "The region's name, as it appears in the names and labels of what is made for it. It"
                + " cannot change.")
        @Required
        @Size(min = 1, max = 20)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9]*[a-z0-9])?$')",
            message =
                "regions[].name must be a DNS label: small letters, digits and dashes, with a"
                    + " letter or digit at both ends, such as eu-west")
        @ValidationRule(
            value =
                "!(self in ['peers', 'relays']) && !self.endsWith('-peers') &&"
                    + " !self.endsWith('-replication')",
            message =
                "regions[].name must not be peers or relays, nor end in -peers or -replication, as"
                    + " Services have these names: choose another one")
        @ValidationRule(
            value =
                "!(self in ['entry', 'blue', 'green']) && !self.endsWith('-entry') &&"
                    + " !self.endsWith('-blue') && !self.endsWith('-green')",
            message =
                "regions[].name must not be entry, blue or green, nor end in -entry, -blue or"
                    + " -green, as what is made for a rollout has these names: choose another one")
        String name,
    @JsonPropertyDescription(
            "How many relays the region has, whatever spec.replicas says. Absent: spec.replicas."
                + " Excludes autoscaling.")
        @Min(0)
        @Max(100)
        @Nullable Integer replicas,
    @JsonPropertyDescription(
            "Lets the number of relays follow their CPU use. Absent: the number is fixed. Excludes"
                + " replicas.")
        @Nullable AutoscalingSpec autoscaling,
    @JsonPropertyDescription(
            "On which nodes the region's relays run. Absent: best on those whose label"
                + " topology.kubernetes.io/region is the region's name, and else on others.")
        @Nullable PlacementSpec placement,
    @JsonPropertyDescription(
            "A DNS name for this region alone, beside exposure.host, which leads to all. While none"
                + " of the region's relays takes clients, it leads to all of its cluster, too. Its"
                + " certificate is that of exposure.tls.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}"
                    + "[a-z0-9])?)*$') && !self.matches('(^|[.])[0-9]+$')",
            message =
                "regions[].host must be a DNS name in small letters such as west.relay.example.com:"
                    + " without scheme, port, path or wildcard, and no IP address")
        @Nullable String host,
    @JsonPropertyDescription(
            "Another cluster that the region's objects live in. Absent: the resource's own. It cannot"
                + " change for a region of this name.")
        @Nullable ClusterSpec cluster,
    @JsonPropertyDescription(
            "How relays of other clusters reach this region's, where the fleet has regions in several"
                + " clusters. Absent: by a Service of type LoadBalancer.")
        @Nullable ReplicationSpec replication) {}
