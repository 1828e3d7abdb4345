package io.gunrelay.relay.api.trial;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * Judges whether a certificate is for the host, and now. Not who has signed it: clients may well
 * trust an authority that nobody here knows of, and nothing secret is sent.
 */
final class CertificateJudge extends X509ExtendedTrustManager {
  private final String host;
  private final Instant now;
  private String problem = "";

  CertificateJudge(String host, Instant now) {
    this.host = host;
    this.now = now;
  }

  /** What follows an address; empty as long as nothing is wrong. */
  String problem() {
    return problem;
  }

  private void judge(X509Certificate[] chain) throws CertificateException {
    X509Certificate certificate = chain[0];
    Instant begin = certificate.getNotBefore().toInstant();
    Instant end = certificate.getNotAfter().toInstant();
    HostNames names = HostNames.of(certificate);
    if (end.isBefore(now)) {
      problem = "answers with a certificate that expired on " + end;
    } else if (begin.isAfter(now)) {
      problem = "answers with a certificate that is not valid before " + begin;
    } else if (!names.include(host)) {
      problem = "answers with a certificate for %s, not for %s".formatted(names, host);
    }
    if (!problem.isEmpty()) {
      throw new CertificateException(problem);
    }
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
    judge(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    judge(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    judge(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
    throw new CertificateException("this is no server");
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
      throws CertificateException {
    checkClientTrusted(chain, type);
  }

  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
