package io.gunrelay.relay.tls;

import io.netty.handler.ssl.OpenSslSessionContext;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import io.netty.handler.ssl.SslContext;
import java.util.random.RandomGenerator;

/**
 * The keys of session tickets: one for new tickets, and the one before it for those that are still
 * out. Without tickets BoringSSL resumes no session of TLS 1.3. Belongs to one thread.
 */
final class TicketKeys {
  private final RandomGenerator random;
  private OpenSslSessionTicketKey present;
  private OpenSslSessionTicketKey previous;

  /** Makes keys from a source of cryptographic strength. */
  TicketKeys(RandomGenerator random) {
    this.random = random;
    present = next();
    previous = next();
  }

  /** Takes a new key for tickets from now on. */
  void turn() {
    previous = present;
    present = next();
  }

  /** Has the context use the keys. Java's engine has its own, which it turns by itself. */
  void putInto(SslContext context) {
    if (context.sessionContext() instanceof OpenSslSessionContext sessions) {
      sessions.setTicketKeys(present, previous);
    }
  }

  private OpenSslSessionTicketKey next() {
    return new OpenSslSessionTicketKey(
        bytes(OpenSslSessionTicketKey.NAME_SIZE),
        bytes(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
        bytes(OpenSslSessionTicketKey.AES_KEY_SIZE));
  }

  private byte[] bytes(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
