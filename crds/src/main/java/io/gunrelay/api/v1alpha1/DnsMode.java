package io.gunrelay.api.v1alpha1;

/** How external-dns is told of the entry's hosts. */
public enum DnsMode {
  None,
  Annotations,
  Endpoint
}
