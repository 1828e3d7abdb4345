package io.gunrelay.relay.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/**
 * What the files hold at one time.
 *
 * @param files where the texts stood
 */
record PemTexts(TlsFiles files, String certificate, String key, String authorities) {
  private static final int MAX_BYTES = 1 << 20;

  /** Reads all files. */
  static PemTexts read(TlsFiles files) throws TlsException {
    return new PemTexts(
        files, text(files.certificate()), text(files.key()), text(files.authorities()));
  }

  private static String text(String file) throws TlsException {
    if (file.isEmpty()) {
      return "";
    }
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TlsException("%s is larger than any certificate or key".formatted(file));
      }
      return new String(bytes, StandardCharsets.ISO_8859_1);
    } catch (NoSuchFileException e) {
      throw new TlsException("%s does not exist; give a file that does".formatted(file), e);
    } catch (IOException e) {
      throw new TlsException("%s cannot be read (%s); check its rights".formatted(file, e), e);
    }
  }

  /** Makes sense of the texts, and makes sure that they belong together. */
  Identity toIdentity() throws TlsException {
    List<X509Certificate> chain = certificates(files.certificate(), certificate);
    X509Certificate own = chain.getFirst();
    Pem block =
        Pem.blocks(key).stream()
            .filter(candidate -> candidate.label().endsWith("PRIVATE KEY"))
            .findFirst()
            .orElseThrow(() ->
                new TlsException(
                    key.contains("ENCRYPTED")
                        ? encrypted()
                        : "%s holds no private key in PEM".formatted(files.key())));
    if (block.label().startsWith("ENCRYPTED")) {
      throw new TlsException(encrypted());
    }
    try {
      PrivateKey secret = PrivateKeys.read(block, own.getPublicKey());
      if (PrivateKeys.belongTogether(secret, own.getPublicKey())) {
        return new Identity(
            chain,
            secret,
            files.authorities().isEmpty()
                ? List.of()
                : certificates(files.authorities(), authorities));
      }
    } catch (GeneralSecurityException e) {
      // A key of another kind, or none at all: it is the wrong one either way.
    }
    throw new TlsException(
        "the key in %s does not belong to the first certificate in %s (%s); give files that belong"
                .formatted(files.key(), files.certificate(), own.getSubjectX500Principal())
            + " together");
  }

  private String encrypted() {
    return "the private key in %s is encrypted; give one without a password".formatted(files.key());
  }

  private static List<X509Certificate> certificates(String file, String text) throws TlsException {
    List<X509Certificate> certificates = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      for (Pem block : Pem.blocks(text)) {
        if (block.label().equals("CERTIFICATE")
            && factory.generateCertificate(new ByteArrayInputStream(block.der().array()))
                instanceof X509Certificate certificate) {
          certificates.add(certificate);
        }
      }
    } catch (CertificateException e) {
      throw new TlsException("a certificate in %s is damaged: %s".formatted(file, e), e);
    }
    if (certificates.isEmpty()) {
      throw new TlsException("%s holds no certificate in PEM".formatted(file));
    }
    return List.copyOf(certificates);
  }

  @Override
  public String toString() {
    return files.toString();
  }
}
