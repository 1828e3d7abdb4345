package io.gunrelay.api.v1alpha1;

/** Where an issuer of cert-manager is: in a namespace, or for all of them. */
public enum IssuerKind {
  Issuer,
  ClusterIssuer
}
