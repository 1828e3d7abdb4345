package io.gunrelay.operator.credentials;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Certificates and keys as texts (RFC 7468). What is damaged reads as if it were not there. */
final class Pem {

  private static final Pattern BLOCK =
      Pattern.compile("-----BEGIN ([A-Z ]+)-----([A-Za-z0-9+/=\\s]*)-----END \\1-----");
  private static final String CERTIFICATE = "CERTIFICATE";
  private static final String KEY = "PRIVATE KEY";

  private Pem() {}

  static String of(X509Certificate certificate) {
    try {
      return text(CERTIFICATE, certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read or made has a form", e);
    }
  }

  static String of(PrivateKey key) {
    return text(KEY, key.getEncoded());
  }

  private static String text(String label, byte[] der) {
    var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, lines, label);
  }

  static List<X509Certificate> certificates(String text) {
    var certificates = new ArrayList<X509Certificate>();
    try {
      var factory = CertificateFactory.getInstance("X.509");
      for (var der : blocks(CERTIFICATE, text)) {
        if (factory.generateCertificate(new ByteArrayInputStream(der))
            instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (GeneralSecurityException e) {
      return List.of();
    }
    return certificates;
  }

  /** A certificate and the key that belongs to it. */
  static Optional<Signer> signer(String certificateText, String keyText) {
    var certificates = certificates(certificateText);
    var keys = blocks(KEY, keyText);
    if (certificates.isEmpty() || keys.isEmpty()) {
      return Optional.empty();
    }
    try {
      var certificate = certificates.getFirst();
      var key =
          KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(keys.getFirst()));
      return belongTogether(certificate, key)
          ? Optional.of(new Signer(certificate, key))
          : Optional.empty();
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  static boolean hasSigned(X509Certificate authority, X509Certificate other) {
    try {
      other.verify(authority.getPublicKey());
      return true;
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  private static boolean belongTogether(X509Certificate certificate, PrivateKey key)
      throws GeneralSecurityException {
    var text = KEY.getBytes(StandardCharsets.US_ASCII);
    var signature = Signature.getInstance("SHA256withECDSA");
    signature.initSign(key);
    signature.update(text);
    var signed = signature.sign();
    signature.initVerify(certificate.getPublicKey());
    signature.update(text);
    return signature.verify(signed);
  }

  private static List<byte[]> blocks(String label, String text) {
    return BLOCK
        .matcher(text)
        .results()
        .filter(block -> block.group(1).equals(label))
        .map(block -> bytes(block.group(2)))
        .flatMap(Optional::stream)
        .toList();
  }

  private static Optional<byte[]> bytes(String base64) {
    try {
      return Optional.of(Base64.getMimeDecoder().decode(base64));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
