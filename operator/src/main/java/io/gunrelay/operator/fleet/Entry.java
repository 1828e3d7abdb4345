package io.gunrelay.operator.fleet;

import org.jspecify.annotations.Nullable;

/**
 * The Ingress that clients come through.
 *
 * @param host the DNS name
 * @param className the IngressClass; null for the cluster's default
 * @param tlsSecret the Secret that holds the host's certificate; null for plain HTTP
 */
public record Entry(String host, @Nullable String className, @Nullable String tlsSecret) {}
