package io.gunrelay.relay.tls;

/**
 * The files, in PEM, that make up one end of TLS. An empty text stands for no file.
 *
 * @param certificate the end's certificate, and those between it and its authority
 * @param key the private key of the first certificate
 * @param authorities certificates of those whose word about the other end is taken; without them
 *     the other end is not asked for a certificate
 */
public record TlsFiles(String certificate, String key, String authorities) {
  /** No TLS. */
  public static final TlsFiles NONE = new TlsFiles("", "", "");

  /** Whether TLS is wanted. */
  public boolean areGiven() {
    return !certificate.isEmpty();
  }
}
