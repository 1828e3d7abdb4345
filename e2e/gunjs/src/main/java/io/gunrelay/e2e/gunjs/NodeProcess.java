package io.gunrelay.e2e.gunjs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A script of this module in a Node process that speaks JSON lines. Lines that it writes are handed
 * to {@code onLine}, one at a time, on a thread of this object's own; {@code onEnd} follows the
 * last.
 */
final class NodeProcess implements AutoCloseable {
  static final ObjectMapper JSON = JsonMapper.builder().build();

  private static final int ERROR_LINES_KEPT = 40;
  private static final int GRACE_SECONDS = 3;

  private final Process process;
  private final Writer input;
  private final Deque<String> errorLines = new ArrayDeque<>();
  private final Thread errors;

  NodeProcess(
      Installation installation,
      String script,
      List<String> arguments,
      Consumer<JsonNode> onLine,
      Runnable onEnd) {
    List<String> command =
        Stream.concat(
                Stream.of(
                    installation.node().toString(),
                    installation.folder().resolve(script).toString()),
                arguments.stream())
            .toList();
    try {
      process = new ProcessBuilder(command).start();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start " + command, e);
    }
    input = process.outputWriter(StandardCharsets.UTF_8);
    // Reading a pipe holds a virtual thread's carrier: with few processors nobody else would go on.
    Thread.Builder threads = Thread.ofPlatform().daemon();
    errors = threads.name(script + "-errors").start(this::readErrors);
    threads.name(script).start(() -> readLines(onLine, onEnd));
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** Sends one line; fails when the process has ended. */
  synchronized void send(JsonNode line) {
    try {
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException("the Node process has ended: " + errorTail(), e);
    }
  }

  /** What it last wrote to standard error. */
  String errorTail() {
    synchronized (errorLines) {
      return String.join("\n", errorLines);
    }
  }

  private void readLines(Consumer<JsonNode> onLine, Runnable onEnd) {
    try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        onLine.accept(JSON.readTree(line));
      }
    } catch (JsonProcessingException e) {
      keep("not a JSON line on standard output: " + e.getOriginalMessage());
      process.destroyForcibly();
    } catch (IOException e) {
      keep("standard output broke off: " + e.getMessage());
    } finally {
      joinErrors();
      onEnd.run();
    }
  }

  private void joinErrors() {
    try {
      errors.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void readErrors() {
    try (BufferedReader lines = process.errorReader(StandardCharsets.UTF_8)) {
      lines.lines().forEach(this::keep);
    } catch (IOException | UncheckedIOException e) {
      keep("standard error broke off: " + e.getMessage());
    }
  }

  private void keep(String line) {
    synchronized (errorLines) {
      errorLines.addLast(line);
      if (errorLines.size() > ERROR_LINES_KEPT) {
        errorLines.removeFirst();
      }
    }
  }

  /** Ends the process at once, as a crash does. */
  void kill() {
    process.destroyForcibly();
    await();
  }

  /** Closes its standard input, which ends it; kills it when that takes too long. */
  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      keep("standard input was closed already: " + e.getMessage());
    }
    if (!await()) {
      process.destroyForcibly();
      await();
    }
  }

  private boolean await() {
    try {
      return process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
