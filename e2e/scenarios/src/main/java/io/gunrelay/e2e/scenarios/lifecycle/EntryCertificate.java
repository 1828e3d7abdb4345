package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.Secret;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Certificate;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

/** A certificate that the operator made goes, and another comes in its place. */
public final class EntryCertificate {
  private static final int CLIENTS = 20;
  private static final int HTTPS = 443;
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final String SECRET = "certified-entry-tls";

  private EntryCertificate() {}

  public static void tell(Stage stage) {
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: certified
        spec:
          version: %s
          image: %s
          replicas: 1
          regions: [{name: west}]
          exposure:
            host: %s
            tls: {selfSigned: true}
        """
            .formatted(stage.settings().version(), stage.settings().relayImage(), stage.host()));
    new Fleet(stage, "certified").awaitReady();
    Certificate first = present(stage).orElseThrow();
    awaitShown(stage, first);
    stage.trust(stage.host(), first);
    GunJsCrowd crowd = stage.crowd(stage.host(), CLIENTS);
    MovedCrowd.begin(crowd, Duration.ofMillis(200));

    stage.kubectl("delete", "secret", SECRET);
    Certificate second =
        Await.value(
            "another certificate",
            SOON,
            () -> present(stage).filter(certificate -> !certificate.equals(first)));
    long beganNs = System.nanoTime();
    awaitShown(stage, second);
    stage.saw(
        "new connections get the new certificate after %d ms"
            .formatted(Duration.ofNanos(System.nanoTime() - beganNs).toMillis()));
    stage.trust(stage.host(), second);
    MovedCrowd.check(stage, crowd, CLIENTS);
    if (!crowd.stats().awayMs().isEmpty()) {
      throw new AssertionError(
          "connections were closed %d times".formatted(crowd.stats().awayMs().size()));
    }
  }

  private static Optional<Certificate> present(Stage stage) {
    Secret secret =
        stage.kubernetes().secrets().inNamespace(stage.namespace()).withName(SECRET).get();
    return Optional.ofNullable(secret)
        .map(found -> new Certificate(text(found, "tls.crt"), text(found, "tls.key")));
  }

  private static String text(Secret secret, String key) {
    return new String(
        Base64.getDecoder().decode(secret.getData().getOrDefault(key, "")), StandardCharsets.UTF_8);
  }

  private static void awaitShown(Stage stage, Certificate certificate) {
    SSLContext trusting = trusting(certificate);
    String node = Entry.of(stage.kubernetes()).node();
    Await.until(
        "the entry to show the certificate", SOON, () -> isShown(trusting, node, stage.host()));
  }

  /** Whether who trusts nothing else than a certificate can connect. */
  private static boolean isShown(SSLContext trusting, String node, String host) {
    try (Socket plain = new Socket()) {
      plain.connect(new InetSocketAddress(node, HTTPS), (int) SOON.toMillis());
      try (SSLSocket socket =
          (SSLSocket) trusting.getSocketFactory().createSocket(plain, host, HTTPS, true)) {
        var parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(host)));
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return true;
      }
    } catch (SSLException e) {
      return false;
    } catch (IOException e) {
      throw new AssertionError("the entry cannot be reached", e);
    }
  }

  private static SSLContext trusting(Certificate certificate) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setCertificateEntry(
          "entry",
          CertificateFactory.getInstance("X.509")
              .generateCertificate(
                  new ByteArrayInputStream(
                      certificate.certificate().getBytes(StandardCharsets.UTF_8))));
      TrustManagerFactory trust =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      trust.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, trust.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the operator's certificate cannot be read", e);
    }
  }
}
