package io.gunrelay.relay;

import io.gunrelay.relay.config.Machine;
import io.gunrelay.relay.config.Settings;
import io.gunrelay.relay.logging.Logs;
import io.gunrelay.relay.replication.net.NameLookups;
import io.gunrelay.relay.tls.Tls;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The command {@code gun-relay}. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Logs.prepare();
    NameLookups.stayFresh();
    Tls.refuseRenegotiation();
    PrintStream out = System.out;
    PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Map<String, String> environment = System.getenv();
    int exitCode =
        PlainArguments.read(arguments)
            .map(plain -> serve(plain, environment, out, err))
            .orElseGet(() ->
                Commands.of(environment, out, Serve::new)
                    .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                    .setErr(err)
                    .execute(arguments));
    System.exit(exitCode);
  }

  private static int serve(
      PlainArguments plain, Map<String, String> environment, PrintStream out, PrintWriter err) {
    try {
      Settings settings =
          Settings.resolve(plain.flags(), plain.file(), environment, Machine.here(environment));
      return new Serve(settings, out).call();
    } catch (Exception e) {
      return Failures.explain(e, err);
    }
  }
}
