package io.gunrelay.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Runs another program to its end. */
final class Command {
  private Command() {}

  /**
   * Runs a program and returns what it printed, standard error included.
   *
   * @throws IllegalStateException with the program's output, if it could not be run or failed
   */
  static String run(Path folder, List<String> command) {
    Ended ended = execute(folder, command);
    if (ended.code() != 0) {
      throw new IllegalStateException(
          "%s ended with %d: %s".formatted(command.getFirst(), ended.code(), ended.output()));
    }
    return ended.output();
  }

  /** What a program printed, or nothing if it failed: for questions whose answer may be no. */
  static Optional<String> ask(Path folder, List<String> command) {
    Ended ended = execute(folder, command);
    return ended.code() == 0 ? Optional.of(ended.output()) : Optional.empty();
  }

  private static Ended execute(Path folder, List<String> command) {
    try {
      Process process =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true).start();
      process.getOutputStream().close();
      byte[] output = process.getInputStream().readAllBytes();
      return new Ended(process.waitFor(), new String(output, StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  private record Ended(int code, String output) {}
}
