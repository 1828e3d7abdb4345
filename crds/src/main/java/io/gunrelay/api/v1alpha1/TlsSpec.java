package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** Where the certificate of the entry comes from. */
@Wire
@ValidationRule(
    value =
        "(has(self.secretName) ? 1 : 0) + (has(self.issuerRef) ? 1 : 0)"
            + " + (has(self.selfSigned) ? 1 : 0) == 1",
    message =
        "exposure.tls needs tls.secretName, a Secret that holds the certificate, or tls.issuerRef,"
            + " an issuer of cert-manager that makes it, or, for tests, tls.selfSigned: give one of"
            + " them",
    fieldPath = ".secretName")
public record TlsSpec(
    @JsonPropertyDescription(
            "The Secret of type kubernetes.io/tls, in the resource's namespace, that holds the"
                + " certificate for the host. Excludes issuerRef and selfSigned.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "tls.secretName must be the name of a Secret in the same namespace: small letters,"
                    + " digits, dashes and dots, such as relay-tls")
        @Nullable String secretName,
    @JsonPropertyDescription(
            "An issuer of cert-manager, which makes the certificate for the host and for those of the"
                + " regions, and renews it. Excludes secretName and selfSigned.")
        @Nullable IssuerRef issuerRef,
    @JsonPropertyDescription(
            "For tests: true has the operator make a certificate that nobody has signed, in a Secret"
                + " that ends with -entry-tls, and renew it. Clients have to be told to trust it."
                + " Excludes secretName and issuerRef.")
        @ValidationRule(
            value = "self",
            message = "tls.selfSigned can be true alone: leave it out where it is not wanted")
        @Nullable Boolean selfSigned) {

  /** Of a Secret that is there. */
  public TlsSpec(String secretName) {
    this(secretName, null, null);
  }
}
