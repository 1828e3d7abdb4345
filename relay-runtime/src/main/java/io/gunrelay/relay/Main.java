package io.gunrelay.relay;

import io.gunrelay.relay.logging.Logs;
import io.gunrelay.relay.replication.net.NameLookups;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/** The command {@code gun-relay}. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    Logs.prepare();
    NameLookups.stayFresh();
    PrintStream out = System.out;
    PrintStream err = System.err;
    int exitCode =
        Commands.of(System.getenv(), out, Serve::new)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .execute(arguments);
    System.exit(exitCode);
  }
}
