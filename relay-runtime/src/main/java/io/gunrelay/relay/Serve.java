package io.gunrelay.relay;

import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.RelayConfig;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.live.ConfigWatch;
import io.gunrelay.relay.logging.Logs;
import java.io.PrintStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;

/** Runs a relay in this process until it is told to stop. */
final class Serve implements Callable<Integer> {
  private static final Logger LOG = System.getLogger(Serve.class.getName());

  private final Settings settings;
  private final RelayConfig config;
  private final PrintStream out;
  private final InstantSource clock;

  Serve(Settings settings, PrintStream out) {
    this(settings, out, InstantSource.system());
  }

  Serve(Settings settings, PrintStream out, InstantSource clock) {
    this.settings = settings;
    this.config = settings.toConfig();
    this.out = out;
    this.clock = clock;
  }

  @Override
  public Integer call() throws StartException, InterruptedException, ExecutionException {
    Logs.to(out, config.logFormat(), config.logLevel());
    Relay relay = Relay.start(config, clock, System::nanoTime, new SecureRandom());
    relay.follow(settings, next -> Logs.level(next.logLevel()), ConfigWatch.USUAL);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(relay, ExitCode.OK), "stop"));
    announce(relay);
    ExitCode exitCode = relay.ended().get();
    stop(relay, exitCode);
    return exitCode.code();
  }

  private void announce(Relay relay) {
    Ports ports = relay.ports();
    LOG.log(
        Level.INFO,
        "GunRelay {0} serves clients on {1}:{2}, {3}, admin on {1}:{4}; data in {5};"
            + " started in {6} ms",
        relay.version(),
        config.bindAddress(),
        Integer.toString(ports.clients()),
        ports.replication() == 0
            ? "no relays (there is no %s)".formatted(Option.REPLICATION_TLS_CERT.flag())
            : "relays on %s:%d".formatted(config.bindAddress(), ports.replication()),
        Integer.toString(ports.admin()),
        config.dataDir().toAbsolutePath(),
        // The process' own time of start would be out by up to a second: Linux tells when it was
        // booted in whole ones.
        Long.toString(ManagementFactory.getRuntimeMXBean().getUptime()));
  }

  /** The JVM would end with 143 after SIGTERM, although all went as it should. */
  private static void stop(Relay relay, ExitCode exitCode) {
    LOG.log(Level.INFO, "Stopping: clients are handed over; a second signal cuts that short.");
    SecondSignal.listen(relay::hurry);
    relay.close();
    LOG.log(Level.INFO, "Stopped.");
    Runtime.getRuntime().halt(exitCode.code());
  }
}
