package io.gunrelay.e2e.scenarios.clients;

import io.fabric8.kubernetes.api.model.Node;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The load generator, putting all the time at one node's ingress; it remembers what was
 * acknowledged. What its connections lose with a pod they do not dial again.
 */
public final class Load {
  private static final int IN_FLIGHT = 40;
  private static final int IN_FLIGHT_WHEN_GENTLE = 4;
  private static final int CONNECTIONS = 20;
  private static final Duration TO_BEGIN = Duration.ofSeconds(30);
  private static final Duration TO_BE_READ = Duration.ofSeconds(60);
  private static final Duration TO_END = Duration.ofSeconds(30);

  private final Stage stage;
  private final Path acknowledged;
  private final Path log;
  private final Process process;
  private final Duration length;

  private Load(Stage stage, Path acknowledged, Path log, Process process, Duration length) {
    this.stage = stage;
    this.length = length;
    this.acknowledged = acknowledged;
    this.log = log;
    this.process = process;
  }

  /** Starts to put, by a node's ingress, for so long; returns when relays acknowledge. */
  public static Load start(Stage stage, Node entry, Duration length) {
    return start(stage, entry, length, IN_FLIGHT);
  }

  /** The same, with some processor time left to others. */
  public static Load startGently(Stage stage, Node entry, Duration length) {
    return start(stage, entry, length, IN_FLIGHT_WHEN_GENTLE);
  }

  private static Load start(Stage stage, Node entry, Duration length, int inFlight) {
    try {
      Path acknowledged = Files.createTempFile("acknowledged", ".tsv");
      Path log = Files.createTempFile("load", ".log");
      List<String> command = command(stage, "puts", entry);
      command.addAll(
          List.of(
              "--in-flight=" + inFlight,
              "--connections=" + Math.min(inFlight, CONNECTIONS),
              "--warmup=0",
              "--seconds=" + length.toSeconds(),
              "--run=" + entry.getMetadata().getName() + System.nanoTime(),
              "--acked=" + acknowledged));
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      stage.atEnd(() -> {
        process.destroyForcibly();
        Files.deleteIfExists(acknowledged);
        Files.deleteIfExists(log);
      });
      Load load = new Load(stage, acknowledged, log, process, length);
      Await.until(
          "the load to begin",
          TO_BEGIN,
          () -> load.bytes() > 0 || !process.isAlive(),
          () -> "It is alive: " + process.isAlive());
      return load;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the load generator", e);
    }
  }

  /** Grows as puts are acknowledged, some hundred at a time. */
  public long bytes() {
    try {
      return Files.size(acknowledged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Waits until it has ended; returns how much was acknowledged. */
  public long awaitEnd() {
    try {
      if (!process.waitFor(length.plus(TO_END).toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the load did not end");
      }
      if (process.exitValue() != 0) {
        throw new AssertionError("the load ended with " + Files.readString(log));
      }
      stage.saw(Files.readString(log).strip());
      try (var lines = Files.lines(acknowledged)) {
        return lines.count();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  /**
   * Reads back what was acknowledged, by a node's ingress, until everything is there: an ingress
   * may try a dead relay first.
   */
  public void verify(Node entry) {
    List<String> command = command(stage, "verify", entry);
    command.add("--timeout=" + TO_BE_READ.toSeconds());
    command.add(acknowledged.toString());
    AtomicReference<String> said = new AtomicReference<>("");
    Await.until(
        "all puts of the load to be read",
        TO_BE_READ,
        () -> {
          Shell.Result result = Shell.attempt("", command);
          said.set(result.output());
          return result.code() == 0;
        },
        said::get);
    stage.saw("by %s: %s".formatted(entry.getMetadata().getName(), said.get()));
  }

  private static List<String> command(Stage stage, String verb, Node entry) {
    Path generator = stage.settings().root().resolve("e2e/loadgen/target/loadgen/bin/loadgen");
    return new ArrayList<>(
        List.of(
            generator.toString(),
            verb,
            "--url=wss://%s/gun".formatted(stage.host()),
            "--connect-to=%s:443".formatted(Entry.address(entry)),
            "--insecure"));
  }
}
