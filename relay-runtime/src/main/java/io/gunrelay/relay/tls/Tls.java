package io.gunrelay.relay.tls;

import io.gunrelay.relay.work.ThreadScheduler;
import io.micrometer.core.instrument.MeterRegistry;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a relay's ports. Files are read when a port is asked for, and again and again from
 * then on. Close it last: it only ends the reading. For one thread.
 */
public final class Tls implements AutoCloseable {
  /** How often files are read, unless told otherwise. */
  public static final Duration USUAL = Duration.ofSeconds(5);

  private static final Logger LOG = System.getLogger(Tls.class.getName());

  private final MeterRegistry registry;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Duration every;
  private @Nullable ThreadScheduler scheduler;

  /**
   * Prepares; no file is read yet.
   *
   * @param random of cryptographic strength
   * @param every how often files are read; a change is taken when it is seen a second time
   */
  public Tls(MeterRegistry registry, InstantSource clock, RandomGenerator random, Duration every) {
    this.registry = registry;
    this.clock = clock;
    this.random = random;
    this.every = every;
  }

  /**
   * Has Java's own engine refuse new handshakes within a connection, as BoringSSL does by itself.
   * Only of use before TLS is first spoken.
   */
  public static void refuseRenegotiation() {
    System.setProperty("jdk.tls.rejectClientInitiatedRenegotiation", "true");
  }

  /**
   * The TLS of a port that Netty serves; without files, none.
   *
   * @param port names it in logs and metrics
   * @throws TlsException if the files cannot be used
   */
  public PortTls port(String port, TlsFiles files, TlsVersion least) throws TlsException {
    TlsMetrics metrics = new TlsMetrics(registry, port);
    if (!files.areGiven()) {
      // Only asking which engine there is would load it, which takes longer than the rest of a
      // start.
      return new PortTls(files, least, Optional.empty(), metrics);
    }
    String engine = PortContexts.engine();
    // Who has to show a certificate shows it each time: it may have been withdrawn since.
    boolean resumes = files.authorities().isEmpty() && engine.equals("BoringSSL");
    PortTls tls =
        new PortTls(
            files,
            least,
            resumes ? Optional.of(new TicketKeys(random)) : Optional.empty(),
            metrics);
    LOG.log(Level.INFO, "The {0} port speaks TLS by {1}", port, engine);
    watch(port, files, tls::use, metrics);
    turnTicketKeysAlways(tls);
    return tls;
  }

  /**
   * The TLS between relays; without files, none.
   *
   * @throws TlsException if the files cannot be used
   */
  public PeerTls peers(String port, TlsFiles files) throws TlsException {
    TlsMetrics metrics = new TlsMetrics(registry, port);
    PeerTls tls = new PeerTls();
    if (files.areGiven()) {
      watch(port, files, tls::use, metrics);
    }
    return tls;
  }

  private void watch(String port, TlsFiles files, CertificateWatch.Use use, TlsMetrics metrics)
      throws TlsException {
    CertificateWatch watch = new CertificateWatch(port, files, use, metrics, clock);
    watch.begin(scheduler(), every);
  }

  private void turnTicketKeysAlways(PortTls tls) {
    scheduler()
        .after(
            PortContexts.SESSION,
            () -> {
              tls.turnTicketKeys();
              turnTicketKeysAlways(tls);
            });
  }

  private ThreadScheduler scheduler() {
    ThreadScheduler running = scheduler;
    if (running == null) {
      running = new ThreadScheduler("tls");
      scheduler = running;
    }
    return running;
  }

  @Override
  public void close() {
    if (scheduler != null) {
      scheduler.close();
    }
  }
}
