package io.gunrelay.relay;

import io.gunrelay.relay.config.ConfigException;
import io.gunrelay.relay.files.FileException;
import io.gunrelay.relay.store.StoreException;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** What a person is told when a command fails. */
final class Failures {
  private Failures() {}

  /** Says why, in one line when it is somebody's mistake or the machine's; gives the exit code. */
  static int explain(Exception failure, PrintWriter err) {
    return switch (failure) {
      case ConfigException wrong -> ended(err, wrong.getMessage(), ExitCode.USAGE);
      case StartException impossible -> ended(err, impossible.getMessage(), impossible.exitCode());
      case StoreException broken -> ended(err, broken.getMessage(), ExitCode.of(broken.problem()));
      case FileException unusable -> ended(err, unusable.getMessage(), ExitCode.FILE_UNUSABLE);
      default -> {
        failure.printStackTrace(err);
        yield ExitCode.FAILED.code();
      }
    };
  }

  private static int ended(PrintWriter err, @Nullable String message, ExitCode exitCode) {
    err.println("gun-relay: " + message);
    return exitCode.code();
  }
}
