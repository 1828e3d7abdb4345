package io.gunrelay.kubectl;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;

/** The command {@code kubectl gunrelay}. */
public final class Main {
  private Main() {}

  /** Runs the command and ends the process with its {@link ExitCode}. */
  public static void main(String[] arguments) {
    var terminal =
        new Terminal(
            System.getenv(),
            new PrintWriter(System.out, false, StandardCharsets.UTF_8),
            new PrintWriter(System.err, true, StandardCharsets.UTF_8),
            Boolean.getBoolean("gunrelay.terminal"),
            Clock.systemUTC());
    int exitCode = Gunrelay.commandLine(terminal).execute(arguments);
    terminal.out().flush();
    // The client's threads need not be waited for: nothing is left to be written.
    Runtime.getRuntime().halt(exitCode);
  }
}
