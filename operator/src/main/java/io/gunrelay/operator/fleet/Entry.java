package io.gunrelay.operator.fleet;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The Ingress that clients come through.
 *
 * @param host the DNS name
 * @param className the IngressClass; null for the cluster's default
 * @param tlsSecret the Secret that holds the host's certificate; null for plain HTTP
 * @param trustedProxies where the proxies are whose word is taken about a client's address
 */
public record Entry(
    String host,
    @Nullable String className,
    @Nullable String tlsSecret,
    List<String> trustedProxies) {

  public Entry {
    trustedProxies = List.copyOf(trustedProxies);
  }
}
