package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** An issuer of cert-manager. */
@Wire
public record IssuerRef(
    @JsonPropertyDescription("The issuer's name.")
        @Required
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "tls.issuerRef.name must be the name of an issuer: small letters, digits, dashes and"
                    + " dots, such as letsencrypt")
        String name,
    @JsonPropertyDescription(
            "Issuer: one of the resource's namespace. ClusterIssuer: one of the whole cluster, which"
                + " the operator's setting GUNRELAY_ALLOWED_ISSUERS has to allow.")
        @Default("Issuer")
        IssuerKind kind,
    @JsonPropertyDescription(
            "The issuer's API group. Another one than cert-manager's own, which issuers outside of it"
                + " have, has to be allowed by GUNRELAY_ALLOWED_ISSUERS, too.")
        @Default(IssuerRef.CERT_MANAGER)
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message = "tls.issuerRef.group must be an API group, such as cert-manager.io")
        String group) {

  /** The group of cert-manager's own issuers. */
  public static final String CERT_MANAGER = "cert-manager.io";

  public IssuerRef(String name, @Nullable IssuerKind kind, @Nullable String group) {
    this.name = name;
    this.kind = kind == null ? IssuerKind.Issuer : kind;
    this.group = group == null ? CERT_MANAGER : group;
  }
}
