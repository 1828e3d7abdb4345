package io.gunrelay.relay;

import io.gunrelay.relay.logging.Logs;
import io.gunrelay.relay.replication.net.NameLookups;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;

/** The command {@code gun-relay} with a clock that is out by its first argument. */
final class SkewedMain {
  private SkewedMain() {}

  /** Runs the command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Duration skew = Duration.parse(arguments[0]);
    Logs.prepare();
    NameLookups.stayFresh();
    InstantSource real = InstantSource.system();
    System.exit(
        Commands.of(
                System.getenv(),
                System.out,
                (settings, out) -> new Serve(settings, out, () -> real.instant().plus(skew)))
            .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
            .execute(Arrays.copyOfRange(arguments, 1, arguments.length)));
  }
}
