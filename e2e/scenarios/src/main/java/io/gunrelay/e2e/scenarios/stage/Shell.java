package io.gunrelay.e2e.scenarios.stage;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Runs the commands that a user would type. */
public final class Shell {
  private static final Duration LONGEST = Duration.ofMinutes(3);

  private Shell() {}

  /** How a command ended, and all that it printed. */
  public record Result(int code, String output) {}

  /**
   * Runs a command that must succeed.
   *
   * @throws AssertionError with its output if it does not
   */
  public static String run(String... command) {
    return feed("", List.of(command));
  }

  /** Runs a command that must succeed, with a text as its input. */
  public static String feed(String input, List<String> command) {
    Result result = attempt(input, command);
    if (result.code() != 0) {
      throw new AssertionError(
          "%s ended with %d: %s"
              .formatted(String.join(" ", command), result.code(), result.output()));
    }
    return result.output();
  }

  /** Runs a command that may fail. */
  public static Result attempt(String input, List<String> command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      try (var in = process.getOutputStream()) {
        in.write(input.getBytes(StandardCharsets.UTF_8));
      }
      CompletableFuture<byte[]> output =
          CompletableFuture.supplyAsync(() -> {
            try {
              return process.getInputStream().readAllBytes();
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
      if (!process.waitFor(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
        process.destroyForcibly();
        throw new AssertionError(String.join(" ", command) + " did not end within " + LONGEST);
      }
      return new Result(
          process.exitValue(), new String(output.join(), StandardCharsets.UTF_8).strip());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot run " + command.getFirst(), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted while " + command.getFirst() + " ran", e);
    }
  }

  /** The words of a command that a variable holds, such as {@code kind load image-archive}. */
  public static List<String> words(String command) {
    return Arrays.stream(command.strip().split("\\s+", -1)).toList();
  }
}
