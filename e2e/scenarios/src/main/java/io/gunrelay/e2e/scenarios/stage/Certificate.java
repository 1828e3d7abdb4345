package io.gunrelay.e2e.scenarios.stage;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.UUID;

/**
 * A certificate that signs itself, so that it is its own authority too.
 *
 * @param certificate PEM text
 * @param key PEM text
 */
public record Certificate(String certificate, String key) {

  /** A fresh one for a host, made by the JDK's keytool. */
  public static Certificate of(String host) {
    String password = UUID.randomUUID().toString();
    try {
      Path folder = Files.createTempDirectory("certificate");
      Path store = folder.resolve("store.p12");
      try {
        Shell.run(
            Path.of(System.getProperty("java.home"), "bin/keytool").toString(),
            "-genkeypair",
            "-alias",
            "entry",
            "-keyalg",
            "EC",
            "-groupname",
            "secp256r1",
            "-validity",
            "7",
            "-dname",
            "CN=" + host,
            "-ext",
            "san=dns:" + host,
            "-ext",
            "bc=ca:true",
            "-keystore",
            store.toString(),
            "-storepass",
            password);
        KeyStore keys = KeyStore.getInstance(store.toFile(), password.toCharArray());
        return new Certificate(
            pem("CERTIFICATE", keys.getCertificate("entry").getEncoded()),
            pem("PRIVATE KEY", keys.getKey("entry", password.toCharArray()).getEncoded()));
      } finally {
        Files.deleteIfExists(store);
        Files.delete(folder);
      }
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException("no certificate for " + host, e);
    }
  }

  private static String pem(String kind, byte[] bytes) {
    String text =
        Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes);
    return "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, text);
  }
}
