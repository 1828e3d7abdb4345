package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import org.jspecify.annotations.Nullable;

/** How clients reach the fleet. */
@Wire
@ValidationRule(
    value = "self.type != 'Ingress' || has(self.host)",
    message =
        "exposure.host is required with type Ingress: give the DNS name that clients connect to,"
            + " such as relay.example.com",
    reason = "FieldValueRequired",
    fieldPath = ".host")
@ValidationRule(
    value = "self.type != 'None' || !(has(self.host) || has(self.className) || has(self.tls))",
    message =
        "exposure.host, className and tls have no effect with type None: remove them, or set type"
            + " Ingress",
    fieldPath = ".type")
public record ExposureSpec(
    @JsonPropertyDescription(
            "The kind of entry. Ingress: an Ingress for the host. None: no entry; clients use the"
                + " region's Service, or an entry that is made elsewhere.")
        @Default("Ingress")
        ExposureType type,
    @JsonPropertyDescription(
            "The DNS name that clients connect to: they use wss://HOST/gun with tls and"
                + " ws://HOST/gun without. Required with type Ingress.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value =
                "self.matches('^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?([.][a-z0-9]([-a-z0-9]{0,61}"
                    + "[a-z0-9])?)*$') && !self.matches('(^|[.])[0-9]+$')",
            message =
                "exposure.host must be a DNS name in small letters such as relay.example.com:"
                    + " without scheme, port, path or wildcard, and no IP address")
        @Nullable String host,
    @JsonPropertyDescription(
            "The IngressClass that serves the entry. Absent: the cluster's default class.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "exposure.className must be the name of an IngressClass (see kubectl get"
                    + " ingressclasses), such as nginx")
        @Nullable String className,
    @JsonPropertyDescription(
            "The certificate of the host. Absent: the entry speaks plain HTTP, and browsers on"
                + " https:// pages refuse to connect to it.")
        @Nullable TlsSpec tls) {

  public ExposureSpec(
      @Nullable ExposureType type,
      @Nullable String host,
      @Nullable String className,
      @Nullable TlsSpec tls) {
    this.type = type == null ? ExposureType.Ingress : type;
    this.host = host;
    this.className = className;
    this.tls = tls;
  }
}
