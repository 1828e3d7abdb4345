package io.gunrelay.api.v1alpha1;

/** Where the certificate of the entry comes from. */
public record TlsSpec(String secretName) {}
