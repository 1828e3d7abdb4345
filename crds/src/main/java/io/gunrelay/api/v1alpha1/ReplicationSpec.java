package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How relays of other clusters reach those of a region. */
@Wire
@ValidationRule(
    value = "!(has(self.endpoint) && has(self.serviceAnnotations))",
    message =
        "replication.serviceAnnotations are for the Service that is made where there is no"
            + " replication.endpoint: remove one of the two",
    fieldPath = ".serviceAnnotations")
public record ReplicationSpec(
    @JsonPropertyDescription(
            "Host and port that lead to the region's relays from the other clusters, to one of them"
                + " or, better, to all. Absent: a Service of type LoadBalancer is made for it.")
        @Size(min = 3, max = 260)
        @ValidationRule(
            value =
                "self.matches('^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}"
                    + "[a-z0-9])?)*|[[][0-9a-f:]+[]]):[1-9][0-9]{0,4}$')",
            message =
                "replication.endpoint must be a DNS name or an address, and a port, such as"
                    + " east.relays.example.com:8766")
        @Nullable String endpoint,
    @JsonPropertyDescription(
            "Annotations of the Service of type LoadBalancer, as clouds and load balancers read them:"
                + " most take one that keeps it to their own network, which is better.")
        @Size(max = 16)
        @ValidationRule(
            value = "self.all(k, k.matches('^(" + LOAD_BALANCERS + ")/'))",
            message =
                "replication.serviceAnnotations may be those that load balancers read, such as"
                    + " service.beta.kubernetes.io/aws-load-balancer-internal: others would let whoever"
                    + " may change the resource do more, such as name hosts in DNS")
        @Nullable Map<String, @Size(max = 1024) String> serviceAnnotations) {

  /** Whose annotations say how a load balancer is made, and nothing else. */
  private static final String LOAD_BALANCERS =
      "service[.]beta[.]kubernetes[.]io|service[.]kubernetes[.]io|networking[.]gke[.]io"
          + "|cloud[.]google[.]com|loadbalancer[.]openstack[.]org|oci[.]oraclecloud[.]com"
          + "|load-balancer[.]hetzner[.]cloud|metallb[.]io|metallb[.]universe[.]tf"
          + "|lbipam[.]cilium[.]io|io[.]cilium|kube-vip[.]io";

  public ReplicationSpec {
    serviceAnnotations = serviceAnnotations == null ? null : Map.copyOf(serviceAnnotations);
  }
}
