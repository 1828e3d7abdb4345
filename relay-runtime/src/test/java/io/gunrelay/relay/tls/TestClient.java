package io.gunrelay.relay.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509KeyManager;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/** A client of TLS by Java's own engine, which remembers its sessions. */
public final class TestClient {
  private static final String OWN = "own";
  private static final int DEADLINE_MS = 20_000;

  private final SSLContext context;
  private final AtomicInteger certificatesSeen = new AtomicInteger();

  /** Trusts the authority, and has no certificate. */
  public TestClient(TestAuthority trusted) {
    this(trusted, null);
  }

  /** Trusts the authority, and shows a certificate when it is asked. */
  public TestClient(TestAuthority trusted, TestAuthority.@Nullable Certified own) {
    try {
      KeyStore known = empty();
      known.setCertificateEntry("authority", certificate(trusted.pem()));
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(known);
      KeyManagerFactory keys = KeyManagerFactory.getInstance("SunX509");
      KeyStore owned = empty();
      if (own != null) {
        owned.setKeyEntry(
            OWN,
            own.keys().getPrivate(),
            new char[0],
            new X509Certificate[] {certificate(own.certificatePem())});
      }
      keys.init(owned, new char[0]);
      context = SSLContext.getInstance("TLS");
      context.init(
          own == null
              ? keys.getKeyManagers()
              : new KeyManager[] {new Insistent((X509KeyManager) keys.getKeyManagers()[0])},
          new TrustManager[] {new Counting((X509TrustManager) trust.getTrustManagers()[0])},
          null);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static X509Certificate certificate(String pem) throws GeneralSecurityException {
    return (X509Certificate)
        CertificateFactory.getInstance("X.509")
            .generateCertificate(
                new ByteArrayInputStream(Pem.blocks(pem).getFirst().der().array()));
  }

  public SSLContext context() {
    return context;
  }

  /** Connects; the handshake begins with the first byte that is sent. */
  public SSLSocket connect(int port) throws IOException {
    SSLSocket socket =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress().getHostAddress(), port);
    socket.setSoTimeout(DEADLINE_MS);
    return socket;
  }

  /** How often a server showed a certificate, which it does not when a session is resumed. */
  public int certificatesSeen() {
    return certificatesSeen.get();
  }

  /** The name in the server's certificate. */
  public static String subject(SSLSocket socket) throws IOException {
    return ((X509Certificate) socket.getSession().getPeerCertificates()[0])
        .getSubjectX500Principal()
        .getName();
  }

  /** Shows its certificate whether or not the server knows its authority. */
  private static final class Insistent extends X509ExtendedKeyManager {
    private final X509KeyManager keys;

    Insistent(X509KeyManager keys) {
      this.keys = keys;
    }

    @Override
    public String[] getClientAliases(String type, Principal[] issuers) {
      return new String[] {OWN};
    }

    @Override
    public String chooseClientAlias(String[] types, Principal[] issuers, Socket socket) {
      return OWN;
    }

    @Override
    public String chooseEngineClientAlias(String[] types, Principal[] issuers, SSLEngine engine) {
      return OWN;
    }

    @Override
    public String[] getServerAliases(String type, Principal[] issuers) {
      return new String[0];
    }

    @Override
    public @Nullable String chooseServerAlias(String type, Principal[] issuers, Socket socket) {
      return null;
    }

    @Override
    public X509Certificate[] getCertificateChain(String alias) {
      return keys.getCertificateChain(alias);
    }

    @Override
    public PrivateKey getPrivateKey(String alias) {
      return keys.getPrivateKey(alias);
    }
  }

  private final class Counting implements X509TrustManager {
    private final X509TrustManager judge;

    Counting(X509TrustManager judge) {
      this.judge = judge;
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      judge.checkClientTrusted(chain, type);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type)
        throws CertificateException {
      certificatesSeen.incrementAndGet();
      judge.checkServerTrusted(chain, type);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return judge.getAcceptedIssuers();
    }
  }
}
