package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where a kubeconfig is. */
@Wire
public record KubeConfigSecretRef(
    @JsonPropertyDescription("The Secret's name.")
        @Required
        @Size(min = 1, max = 63)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "kubeConfigSecretRef.name must be the name of a Secret in the resource's namespace,"
                    + " such as east-cluster")
        String name,
    @JsonPropertyDescription("The key in it that holds the kubeconfig.")
        @Default(Defaults.KUBE_CONFIG_KEY)
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[-._a-zA-Z0-9]+$')",
            message =
                "kubeConfigSecretRef.key must be a key of the Secret, such as "
                    + Defaults.KUBE_CONFIG_KEY)
        String key) {

  public KubeConfigSecretRef(String name, @Nullable String key) {
    this.name = name;
    this.key = key == null ? Defaults.KUBE_CONFIG_KEY : key;
  }
}
