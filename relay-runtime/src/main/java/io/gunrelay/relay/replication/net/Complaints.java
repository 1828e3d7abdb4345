package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.replication.ProtocolException;
import java.io.EOFException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.SocketException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import javax.net.ssl.SSLException;

/**
 * Says in the log which links do not come about because one end does not take the other for a relay
 * of its fleet: the same at most once a minute, however often it is tried, and of so many strangers
 * only. Links that are up end for everyday reasons. Thread-safe.
 */
final class Complaints {
  private static final Logger LOG = System.getLogger(Complaints.class.getName());
  private static final long SILENCE_NS = Duration.ofMinutes(1).toNanos();
  private static final int MAX_REMEMBERED = 32;

  private final LongSupplier nanoTime;
  private final Map<String, Long> saidNs = new HashMap<>();
  private final LongAdder refused = new LongAdder();

  Complaints(LongSupplier nanoTime) {
    this.nanoTime = nanoTime;
  }

  /** A relay that was dialled. */
  void ofDialled(String peer, IOException why) {
    reason(why, true).ifPresent(reason -> say("No link to the relay at " + peer + ": " + reason));
  }

  /** Somebody who came. */
  void ofCaller(String address, IOException why) {
    reason(why, false).ifPresent(reason -> say("No link with " + address + ": " + reason));
  }

  /** How many links were refused, by either end. */
  long refused() {
    return refused.sum();
  }

  private static Optional<String> reason(IOException why, boolean dialled) {
    if (why instanceof SpeaksTlsException) {
      return Optional.ofNullable(why.getMessage());
    }
    if (why instanceof ProtocolException) {
      return Optional.of("it says what no relay would say");
    }
    if (causedBy(why, SocketException.class) || causedBy(why, EOFException.class)) {
      // Who calls and leaves may be a probe.
      return dialled
          ? Optional.of("it ends the connection at once; do both speak TLS?")
          : Optional.empty();
    }
    return why instanceof SSLException ? Optional.of(ofTls(why)) : Optional.empty();
  }

  private static String ofTls(IOException refusal) {
    String message = String.valueOf(refusal.getMessage());
    if (causedBy(refusal, CertificateException.class)) {
      return "its certificate is refused: " + message;
    }
    return message.contains("fatal alert")
        ? "it refuses this relay (%s); is it of another fleet, or is this one's authority unknown there?"
            .formatted(message)
        : "it speaks no TLS, or shows no certificate: " + message;
  }

  private static boolean causedBy(Throwable what, Class<? extends Throwable> kind) {
    for (Throwable cause = what; cause != null; cause = cause.getCause()) {
      if (kind.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private synchronized void say(String complaint) {
    refused.increment();
    long now = nanoTime.getAsLong();
    saidNs.values().removeIf(then -> now - then > SILENCE_NS);
    if (saidNs.size() < MAX_REMEMBERED && saidNs.putIfAbsent(complaint, now) == null) {
      LOG.log(Level.WARNING, complaint);
    }
  }
}
