package io.gunrelay.operator.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way that clients come.
 *
 * @param host the DNS name
 * @param door what it is made of
 * @param tlsSecret the Secret that holds the host's certificate; null for plain HTTP
 * @param issuer who signs the certificate that is to be in that Secret; null when somebody else
 *     sees to it
 * @param dns how its hosts get into DNS
 * @param trustedProxies where the proxies are whose word is taken about a client's address
 */
public record Entry(
    String host,
    Door door,
    @Nullable String tlsSecret,
    @Nullable CertificateIssuer issuer,
    Dns dns,
    List<String> trustedProxies) {

  public Entry {
    trustedProxies = List.copyOf(trustedProxies);
  }

  /** With a certificate that is there, or none, and records in DNS by somebody else. */
  public Entry(String host, Door door, @Nullable String tlsSecret, List<String> trustedProxies) {
    this(host, door, tlsSecret, null, Dns.NONE, trustedProxies);
  }

  /**
   * By Ingresses.
   *
   * @param className the IngressClass; null for the cluster's default
   */
  public static Entry byIngress(
      String host,
      @Nullable String className,
      @Nullable String tlsSecret,
      List<String> trustedProxies) {
    return new Entry(host, new Door.Ingress(className), tlsSecret, trustedProxies);
  }
}
