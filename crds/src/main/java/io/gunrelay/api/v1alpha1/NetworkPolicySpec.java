package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may reach the relays over the cluster's network. */
@Wire
@ValidationRule(
    value = "self.enabled || (!has(self.clientsFrom) && !has(self.metricsFrom))",
    message =
        "security.networkPolicy.clientsFrom and metricsFrom have no effect with enabled false:"
            + " remove them, or enable it",
    fieldPath = ".enabled")
public record NetworkPolicySpec(
    @JsonPropertyDescription(
            "Whether a NetworkPolicy is made. It lets clients reach the clients' port, relays of the"
                + " fleet each other, and the operator and Prometheus the admin port, and lets relays"
                + " reach each other and DNS alone. It takes effect where the cluster's network"
                + " enforces such policies.")
        @Default("true")
        Boolean enabled,
    @JsonPropertyDescription(
            "The namespaces whose pods may be clients, such as that of the ingress controller. Absent:"
                + " everyone may. An ingress controller on its nodes' network is in no namespace: leave"
                + " it absent then.")
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "self.all(n, n.matches('" + NAMESPACE + "'))",
            message = "security.networkPolicy.clientsFrom must hold names of namespaces")
        @Nullable List<@Size(min = 1, max = 63) String> clientsFrom,
    @JsonPropertyDescription(
            "The namespaces whose pods may read metrics. Absent: pods of any namespace with the label"
                + " app.kubernetes.io/name: prometheus.")
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "self.all(n, n.matches('" + NAMESPACE + "'))",
            message = "security.networkPolicy.metricsFrom must hold names of namespaces")
        @Nullable List<@Size(min = 1, max = 63) String> metricsFrom) {

  private static final String NAMESPACE = "^[a-z0-9]([-a-z0-9]*[a-z0-9])?$";

  public NetworkPolicySpec(
      @Nullable Boolean enabled,
      @Nullable List<String> clientsFrom,
      @Nullable List<String> metricsFrom) {
    this.enabled = enabled == null || enabled;
    this.clientsFrom = clientsFrom;
    this.metricsFrom = metricsFrom;
  }
}
