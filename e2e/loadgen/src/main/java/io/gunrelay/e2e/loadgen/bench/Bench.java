package io.gunrelay.e2e.loadgen.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes both relays through the same course, round by round and never two at once, so that what
 * else happens on the machine happens to both.
 */
public final class Bench {
  /**
   * What was measured.
   *
   * @param text the table for a terminal
   * @param page the page for the documentation, in Markdown
   */
  public record Result(String text, String page) {}

  private final Relay ours;
  private final Relay theirs;
  private final Path folder;
  private final Plan plan;
  private final Consumer<String> progress;

  /**
   * A benchmark that has not begun.
   *
   * @param ours the runnable folder of this relay
   * @param gunJs the folder with the script that starts gun.js' relay
   * @param folder for the relays' data, on the disk that is to be measured; emptied again
   * @param quick one short round in place of three
   * @param progress receives a line for each thing measured
   */
  public Bench(Path ours, Path gunJs, Path folder, boolean quick, Consumer<String> progress) {
    this.ours = new Relay.GunRelay(ours);
    this.theirs = new Relay.GunJs(gunJs);
    this.folder = folder;
    this.plan = quick ? Plan.quick() : Plan.full();
    this.progress = progress;
  }

  /** Runs all rounds; the relay that goes first changes from one to the next. */
  public Result run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Machine machine = Machine.here(folder);
    progress.accept(machine.text());
    Figures ourFigures = new Figures();
    Figures theirFigures = new Figures();
    for (int round = 1; round <= plan.rounds(); round++) {
      boolean oursFirst = round % 2 == 0;
      if (oursFirst) {
        course(round, ours, ourFigures);
      }
      course(round, theirs, theirFigures);
      if (!oursFirst) {
        course(round, ours, ourFigures);
      }
    }
    Table table = new Table(ourFigures, theirFigures);
    return new Result(table.text(), page(machine, table));
  }

  private void course(int round, Relay relay, Figures figures)
      throws IOException, InterruptedException {
    progress.accept("round %d of %d: %s".formatted(round, plan.rounds(), relay.name()));
    Path own = Files.createTempDirectory(folder, "relay");
    new Course(plan, own, line -> progress.accept("  " + line)).run(relay, figures);
    delete(own);
  }

  private String page(Machine machine, Table table) {
    return """
    # Benchmark beside gun.js

    Written by `make bench`; [README.md](README.md) says how it is measured and what was learned.

    %s

    Medians of %d %s; in each, %s s of warm-up and %s s of measuring a load. GunRelay syncs a put
    to disk before it acknowledges it; gun.js' relay writes its files without syncing.

    An advantage above 1 means that GunRelay is ahead, whichever direction is progress.

    %s\
    """
        .formatted(
            machine.text(),
            plan.rounds(),
            plan.rounds() == 1 ? "round" : "rounds, relays in turn",
            plan.warmupSeconds(),
            plan.seconds(),
            table.markdown());
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) {
        Files.delete(file);
      }
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }
}
