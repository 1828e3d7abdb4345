package io.gunrelay.e2e.scenarios.clients;

import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The load generator, holding many clients that put now and then, by the first node's ingress. */
public final class Crowd {
  private static final Duration TO_BEGIN = Duration.ofMinutes(2);
  private static final int EVERY_SECONDS = 2;
  private static final Pattern REPORT =
      Pattern.compile(
          "([0-9]+) open, ([0-9]+) puts, ([0-9]+) acknowledged, ([0-9]+) refused, .* ([0-9]+)"
              + " connections lost, ([0-9]+) moved, one ([0-9]+) times, ([0-9]+) dialled in one second, ([0-9]+) failed to open, away for ([0-9]+) ms");

  /** What it said last. */
  public record Report(
      long open,
      long acknowledged,
      long refused,
      long lost,
      long moved,
      long movedMost,
      long dialledMost,
      long failed,
      long awayMs) {}

  private static final Duration TO_END = Duration.ofMinutes(2);
  private static final Pattern STANDING =
      Pattern.compile(
          "[0-9]+ clients: ([0-9]+) connected, ([0-9]+) up to date; acknowledged to ([0-9]+), missing"
              + " of ([0-9]+)");

  private final Stage stage;
  private final Path log;
  private final Process process;
  private final int clients;

  private Crowd(Stage stage, Path log, Process process, int clients) {
    this.clients = clients;
    this.stage = stage;
    this.log = log;
    this.process = process;
  }

  /** How many there are to be: {@code E2E_CLIENTS} says so. */
  public static int size(int otherwise) {
    return Integer.parseInt(System.getenv().getOrDefault("E2E_CLIENTS", "" + otherwise));
  }

  /** Starts, and returns when all are connected. */
  public static Crowd start(Stage stage, int clients, int putsPerSecond) {
    return start(
        stage,
        "wss://%s/gun".formatted(stage.host()),
        Entry.of(stage.kubernetes()).node() + ":443",
        clients,
        putsPerSecond);
  }

  /** The same by another entry, which has this address. */
  public static Crowd start(
      Stage stage, String url, String address, int clients, int putsPerSecond) {
    try {
      Path log = Files.createTempFile("crowd", ".log");
      Process process =
          new ProcessBuilder(
                  List.of(
                      stage
                          .settings()
                          .root()
                          .resolve("e2e/loadgen/target/loadgen/bin/loadgen")
                          .toString(),
                      "hold",
                      "--url=" + url,
                      "--connect-to=" + address,
                      "--insecure",
                      "--clients=" + clients,
                      "--rate=" + putsPerSecond,
                      "--every=" + EVERY_SECONDS,
                      "--check",
                      "--seconds=3600"))
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      stage.atEnd(() -> {
        process.destroyForcibly();
        Files.deleteIfExists(log);
      });
      Crowd crowd = new Crowd(stage, log, process, clients);
      Await.until(
          "%d clients to be connected".formatted(clients),
          TO_BEGIN,
          () -> crowd.last().open() == clients,
          crowd::text);
      return crowd;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot start the load generator", e);
    }
  }

  /** Waits until none of its clients lacks a connection. */
  public void awaitConnected(Duration deadline) {
    Await.until(
        "all clients to be connected",
        deadline,
        () -> last().open() == clients,
        () -> last().toString());
  }

  /** What it said last; zeros before it said anything. */
  public Report last() {
    Report last = new Report(0, 0, 0, 0, 0, 0, 0, 0, 0);
    Matcher found = REPORT.matcher(text());
    while (found.find()) {
      last =
          new Report(
              Long.parseLong(found.group(1)),
              Long.parseLong(found.group(3)),
              Long.parseLong(found.group(4)),
              Long.parseLong(found.group(5)),
              Long.parseLong(found.group(6)),
              Long.parseLong(found.group(7)),
              Long.parseLong(found.group(8)),
              Long.parseLong(found.group(9)),
              Long.parseLong(found.group(10)));
    }
    return last;
  }

  /**
   * Ends its puts, and fails unless all clients are connected and have the newest values, and all
   * that was acknowledged is stored.
   */
  public void end() {
    try {
      process.getOutputStream().close();
      if (!process.waitFor(TO_END.toSeconds(), TimeUnit.SECONDS)) {
        throw new AssertionError("the load generator did not end: " + last());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
    Matcher standing = STANDING.matcher(text());
    if (!standing.find() || process.exitValue() != 0) {
      throw new AssertionError("the load generator's clients lack something: " + text());
    }
    stage.saw(standing.group());
  }

  private String text() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
