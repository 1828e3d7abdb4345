package io.gunrelay.relay.tls;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Lets in who has a certificate of the authorities and, where this end's names a fleet, of the same
 * one. Thread-safe.
 */
final class FleetTrust extends X509ExtendedTrustManager {
  private final X509ExtendedTrustManager authorities;
  private final FleetId own;

  /**
   * @param authorities judges chains
   * @param own the fleet of this end
   */
  FleetTrust(X509ExtendedTrustManager authorities, FleetId own) {
    this.authorities = authorities;
    this.own = own;
  }

  private void judge(X509Certificate[] chain) throws CertificateException {
    Optional<FleetId> other = FleetId.of(chain[0]);
    if (other.isEmpty()) {
      throw new CertificateException(
          "its certificate names no fleet, and this relay is of the fleet " + own.text());
    }
    if (!other.get().equals(own)) {
      throw new CertificateException(
          "it is of the fleet %s, and this relay of the fleet %s"
              .formatted(other.get().text(), own.text()));
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    authorities.checkClientTrusted(chain, type, socket);
    judge(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    authorities.checkServerTrusted(chain, type, socket);
    judge(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    authorities.checkClientTrusted(chain, type, engine);
    judge(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    authorities.checkServerTrusted(chain, type, engine);
    judge(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authorities.checkClientTrusted(chain, type);
    judge(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    authorities.checkServerTrusted(chain, type);
    judge(chain);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return authorities.getAcceptedIssuers();
  }
}
