package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How clients reach the fleet. */
@Wire
@ValidationRule(
    value = "self.type == 'None' || has(self.host)",
    message =
        "exposure.host is required with types Ingress and Gateway: give the DNS name that clients"
            + " connect to, such as relay.example.com",
    reason = "FieldValueRequired",
    fieldPath = ".host")
@ValidationRule(
    value =
        "self.type == 'Gateway' ? has(self.className) != has(self.gatewayRef) :"
            + " !has(self.gatewayRef)",
    message =
        "exposure.type Gateway needs either exposure.gatewayRef, a Gateway that is there, or"
            + " exposure.className, the GatewayClass of one to be made; other types take no"
            + " gatewayRef",
    fieldPath = ".gatewayRef")
@ValidationRule(
    value = "!has(self.gatewayRef) || !has(self.tls)",
    message =
        "exposure.tls has no effect with gatewayRef, whose listeners have certificates of their own:"
            + " remove it",
    fieldPath = ".tls")
@ValidationRule(
    value = "self.type != 'None' || !(has(self.host) || has(self.className) || has(self.tls))",
    message =
        "exposure.host, className and tls have no effect with type None: remove them, or set type"
            + " Ingress",
    fieldPath = ".type")
@ValidationRule(
    value = "self.type != 'None' || !has(self.dns)",
    message =
        "exposure.dns has no effect with type None, which has no entry: remove it, or set type"
            + " Ingress",
    fieldPath = ".dns")
@ValidationRule(
    value =
        "!has(self.gatewayRef) || !has(self.dns) || self.dns.mode == 'None' ||"
            + " (self.dns.mode == 'Endpoint') == has(self.dns.targets)",
    message =
        "exposure.dns with gatewayRef needs dns.targets with mode Endpoint, and takes none with mode"
            + " Annotations: external-dns reads them at the Gateway, which is not the fleet's",
    fieldPath = ".dns")
public record ExposureSpec(
    @JsonPropertyDescription(
            "The kind of entry. Ingress: an Ingress for the host. Gateway: routes of the Gateway API."
                + " None: no entry; clients use the region's Service, or an entry that is made"
                + " elsewhere.")
        @Default("Ingress")
        ExposureType type,
    @JsonPropertyDescription(
            "The DNS name that clients connect to: they use wss://HOST/gun with tls and"
                + " ws://HOST/gun without. Required but with type None.")
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
            "The IngressClass that serves the entry; absent: the cluster's default class. With type"
                + " Gateway the GatewayClass of the Gateway that is made.")
        @Size(min = 1, max = 253)
        @ValidationRule(
            value = "self.matches('^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$')",
            message =
                "exposure.className must be the name of an IngressClass (see kubectl get"
                    + " ingressclasses) or of a GatewayClass, such as nginx")
        @Nullable String className,
    @JsonPropertyDescription(
            "With type Gateway: one that is there, and may serve others, too. Absent: one is made, of"
                + " the class className.")
        @Nullable GatewayRef gatewayRef,
    @JsonPropertyDescription(
            "The certificate of the host. Absent: the entry speaks plain HTTP, and browsers on"
                + " https:// pages refuse to connect to it.")
        @Nullable TlsSpec tls,
    @JsonPropertyDescription(
            "Has external-dns make DNS records of the host and those of the regions. Absent: they are"
                + " made elsewhere.")
        @Nullable DnsSpec dns,
    @JsonPropertyDescription(
            "Where the Ingress's proxies are, as ranges of addresses such as 10.0.0.0/8: theirs is the"
                + " word that relays take about a client's address (X-Forwarded-For). Absent:"
                + " relays know no addresses but the proxies'.")
        @Size(min = 1, max = 32)
        @ValidationRule(
            value = "self.all(r, isCIDR(r) || isIP(r))",
            message =
                "exposure.trustedProxies must hold addresses or ranges of them, such as 10.0.0.0/8 or"
                    + " fd00::/8")
        @Nullable List<@Size(min = 1, max = 64) String> trustedProxies) {

  public ExposureSpec(
      @Nullable ExposureType type,
      @Nullable String host,
      @Nullable String className,
      @Nullable GatewayRef gatewayRef,
      @Nullable TlsSpec tls,
      @Nullable DnsSpec dns,
      @Nullable List<String> trustedProxies) {
    this.type = type == null ? ExposureType.Ingress : type;
    this.host = host;
    this.className = className;
    this.gatewayRef = gatewayRef;
    this.tls = tls;
    this.dns = dns;
    this.trustedProxies = trustedProxies;
  }
}
