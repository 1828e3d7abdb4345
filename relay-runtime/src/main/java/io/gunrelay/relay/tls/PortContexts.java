package io.gunrelay.relay.tls;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes what Netty's handlers for TLS are made of: by BoringSSL, or by Java where that is not. */
final class PortContexts {
  /** How long a session can be resumed. */
  static final Duration SESSION = Duration.ofHours(6);

  /** Those of TLS 1.3, and of 1.2 what has forward secrecy and authenticates what it encrypts. */
  private static final List<String> CIPHERS =
      List.of(
          "TLS_AES_128_GCM_SHA256",
          "TLS_AES_256_GCM_SHA384",
          "TLS_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
          "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
          "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
          "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

  private static final ApplicationProtocolConfig HTTP =
      new ApplicationProtocolConfig(
          Protocol.ALPN,
          SelectorFailureBehavior.NO_ADVERTISE,
          SelectedListenerFailureBehavior.ACCEPT,
          ApplicationProtocolNames.HTTP_1_1);

  private PortContexts() {}

  /** The name of the engine that is used here. */
  static String engine() {
    return OpenSsl.isAvailable() ? "BoringSSL" : "Java";
  }

  /** The caller releases what it gets, if it is counted. */
  static SslContext make(Identity identity, TlsVersion least) throws TlsException {
    SslContextBuilder builder =
        SslContextBuilder.forServer(identity.key(), identity.chain())
            .sslProvider(OpenSsl.isAvailable() ? SslProvider.OPENSSL_REFCNT : SslProvider.JDK)
            .protocols(least.protocols())
            .ciphers(CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
            .applicationProtocolConfig(HTTP)
            .sessionTimeout(SESSION.toSeconds());
    if (!identity.authorities().isEmpty()) {
      // Probes have no certificate: what is open to whom is decided where requests are answered.
      builder.clientAuth(ClientAuth.OPTIONAL).trustManager(identity.authorities());
    }
    try {
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new TlsException(
          "the certificate of %s cannot be used: %s".formatted(identity.subject(), e), e);
    }
  }
}
