package io.gunrelay.relay.tls;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Secures the sockets between relays: both ends show a certificate of the same authorities, whoever
 * has one is a relay of the fleet. Relays are dialled by address, so names in certificates are not
 * looked at. Thread-safe.
 */
public final class PeerTls {
  private static final String[] PROTOCOLS = {"TLSv1.3"};

  private volatile @Nullable SSLContext present;

  PeerTls() {}

  /**
   * Has a socket speak TLS from its first byte on, or leaves it as it is.
   *
   * @param dialled whether this end has dialled
   * @return what to read from and write to
   */
  public Socket secured(Socket socket, boolean dialled) throws IOException {
    SSLContext context = present;
    if (context == null) {
      return socket;
    }
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(
                    socket, socket.getInetAddress().getHostAddress(), socket.getPort(), true);
    secured.setUseClientMode(dialled);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(PROTOCOLS);
    parameters.setNeedClientAuth(!dialled);
    secured.setSSLParameters(parameters);
    return secured;
  }

  void use(Identity identity) throws TlsException {
    try {
      KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(identity.ownKeys(), new char[0]);
      TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
      trust.init(identity.trusted());
      SSLContext context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
      present = context;
    } catch (GeneralSecurityException | IOException e) {
      throw new TlsException(
          "the certificate of %s cannot be used: %s".formatted(identity.subject(), e), e);
    }
  }
}
