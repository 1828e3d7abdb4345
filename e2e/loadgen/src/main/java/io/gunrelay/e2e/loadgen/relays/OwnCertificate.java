package io.gunrelay.e2e.loadgen.relays;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Objects;

/**
 * A certificate for this machine that nobody else trusts, and its key, in PEM.
 *
 * @param certificate a file
 * @param key a file
 */
public record OwnCertificate(Path certificate, Path key) {
  private static final String ALIAS = "relay";
  private static final String PASSWORD = "changeit";

  /** Makes one on P-256, as most servers have today, in files of a folder. */
  public static OwnCertificate in(Path folder) throws IOException, InterruptedException {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    ALIAS,
                    "-keyalg",
                    "EC",
                    "-groupname",
                    "secp256r1",
                    "-dname",
                    "CN=localhost",
                    "-ext",
                    "SAN=dns:localhost,ip:127.0.0.1",
                    "-validity",
                    "2",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD))
            .redirectErrorStream(true)
            .start();
    String said = new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (keytool.waitFor() != 0) {
      throw new IOException("cannot make a certificate: " + said.strip());
    }
    try (InputStream in = Files.newInputStream(store)) {
      KeyStore keys = KeyStore.getInstance("PKCS12");
      keys.load(in, PASSWORD.toCharArray());
      Path certificate =
          write(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate(ALIAS).getEncoded());
      byte[] secret =
          Objects.requireNonNull(
              keys.getKey(ALIAS, PASSWORD.toCharArray()).getEncoded(), "a key has an encoding");
      return new OwnCertificate(
          certificate, write(folder.resolve("key.pem"), "PRIVATE KEY", secret));
    } catch (GeneralSecurityException e) {
      throw new IOException("cannot read what keytool made", e);
    }
  }

  private static Path write(Path file, String kind, byte[] content) throws IOException {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    return Files.writeString(
        file, "-----BEGIN %1$s-----\n%2$s\n-----END %1$s-----\n".formatted(kind, base64));
  }
}
