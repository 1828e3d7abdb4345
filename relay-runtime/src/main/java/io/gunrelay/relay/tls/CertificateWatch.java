package io.gunrelay.relay.tls;

import io.gunrelay.relay.work.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/**
 * Reads files again and again, and has new ones taken into use. What they hold is compared, not
 * their times: so a symbolic link that is swapped, as Kubernetes does, counts as well. Belongs to
 * its scheduler's thread once it has begun.
 */
final class CertificateWatch {
  private static final Logger LOG = System.getLogger(CertificateWatch.class.getName());

  /** Takes an identity into use. */
  @FunctionalInterface
  interface Use {
    void of(Identity identity) throws TlsException;
  }

  private final String port;
  private final Use use;
  private final TlsMetrics metrics;
  private final InstantSource clock;
  private PemTexts used;
  private @Nullable PemTexts seen;
  private @Nullable PemTexts refused;
  private String lastComplaint = "";

  /**
   * Takes the files into use for the first time.
   *
   * @param port named in the log
   * @throws TlsException if they cannot be used
   */
  CertificateWatch(String port, TlsFiles files, Use use, TlsMetrics metrics, InstantSource clock)
      throws TlsException {
    this.port = port;
    this.use = use;
    this.metrics = metrics;
    this.clock = clock;
    used = PemTexts.read(files);
    take(used);
  }

  /** From now on the files are read every so often. */
  void begin(Scheduler scheduler, Duration every) {
    scheduler.after(
        every,
        () -> {
          try {
            look();
          } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "The files for TLS of the " + port + " port were not read.", e);
          }
          begin(scheduler, every);
        });
  }

  /** A change counts once it is seen twice: certificate and key are seldom written as one. */
  private void look() {
    try {
      PemTexts now = PemTexts.read(used.files());
      boolean settled = now.equals(seen);
      seen = now;
      if (now.equals(used)) {
        refused = null;
        lastComplaint = "";
      } else if (settled && !now.equals(refused)) {
        refused = now;
        take(now);
        used = now;
        refused = null;
        metrics.reloaded();
      }
    } catch (TlsException e) {
      complain(String.valueOf(e.getMessage()));
    }
  }

  private void take(PemTexts texts) throws TlsException {
    Identity identity = texts.toIdentity();
    use.of(identity);
    lastComplaint = "";
    metrics.validUntil(identity.validUntil());
    boolean over = identity.validUntil().isBefore(clock.instant());
    LOG.log(
        over ? Level.WARNING : Level.INFO,
        "The {0} port shows the certificate of {1}, {2} {3}",
        port,
        identity.subject(),
        over ? "which is out of date since" : "valid until",
        identity.validUntil());
  }

  private void complain(String reason) {
    if (!reason.equals(lastComplaint)) {
      lastComplaint = reason;
      metrics.refused();
      LOG.log(
          Level.ERROR,
          "The {0} port keeps the certificate it has, the new one cannot be used: {1}",
          port,
          reason);
    }
  }
}
