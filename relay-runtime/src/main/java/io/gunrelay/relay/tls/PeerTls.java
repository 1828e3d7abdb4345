package io.gunrelay.relay.tls;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Secures the sockets between relays: both ends show a certificate of the same authorities and of
 * the same fleet; where certificates name no fleet, whoever has one is a relay of it. Relays are
 * dialled by address, so names of hosts are not looked at. Thread-safe.
 */
public final class PeerTls {
  private static final Logger LOG = System.getLogger(PeerTls.class.getName());
  private static final String VERSION = "TLSv1.3";
  private static final String[] PROTOCOLS = {VERSION};

  /** Whom this end is, and whom it lets in. */
  private record Managers(List<KeyManager> keys, List<TrustManager> trust) {
    /**
     * A new one for each connection, so that none resumes a session of another: who has to show a
     * certificate shows it each time.
     */
    SSLContext context() throws GeneralSecurityException {
      SSLContext context = SSLContext.getInstance(VERSION);
      context.init(keys.toArray(KeyManager[]::new), trust.toArray(TrustManager[]::new), null);
      return context;
    }
  }

  private volatile @Nullable Managers present;

  PeerTls() {}

  /** Whether there is TLS. */
  public boolean isOn() {
    return present != null;
  }

  /**
   * Has a socket speak TLS from its first byte on, or leaves it as it is.
   *
   * @param dialled whether this end has dialled
   * @return what to read from and write to
   */
  public Socket secured(Socket socket, boolean dialled) throws IOException {
    Managers managers = present;
    if (managers == null) {
      return socket;
    }
    SSLSocket secured = over(socket, managers);
    secured.setUseClientMode(dialled);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setNeedClientAuth(!dialled);
    secured.setSSLParameters(parameters);
    return secured;
  }

  private static SSLSocket over(Socket socket, Managers managers) throws IOException {
    try {
      return (SSLSocket)
          managers
              .context()
              .getSocketFactory()
              .createSocket(
                  socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    } catch (GeneralSecurityException e) {
      throw new IOException("TLS cannot begin: " + e, e);
    }
  }

  /** Links from now on are made with the identity; those that are there live on. */
  void use(Identity identity) throws TlsException {
    try {
      Optional<FleetId> fleet = FleetId.of(identity.chain().getFirst());
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(identity.ownKeys(), new char[0]);
      Managers managers = new Managers(List.of(keys.getKeyManagers()), trust(identity, fleet));
      managers.context();
      present = managers;
      LOG.log(
          Level.INFO,
          "Replicates with relays of {0}; authorities that are trusted: {1}",
          fleet.map(id -> "the fleet " + id.text()).orElse("any fleet"),
          Integer.toString(identity.authorities().size()));
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(
          "the certificate of %s cannot be used: %s".formatted(identity.subject(), e), e);
    }
  }

  private static List<TrustManager> trust(Identity identity, Optional<FleetId> fleet)
      throws GeneralSecurityException, IOException {
    TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
    factory.init(identity.trusted());
    return Arrays.stream(factory.getTrustManagers())
        .<TrustManager>map(manager ->
            fleet.isPresent() && manager instanceof X509ExtendedTrustManager authorities
                ? new FleetTrust(authorities, fleet.get())
                : manager)
        .toList();
  }
}
