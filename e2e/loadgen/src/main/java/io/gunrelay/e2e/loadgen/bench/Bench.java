package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.relays.Relay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Takes everybody through the same loads, round by round and never two at once, so that what else
 * happens on the machine happens to all.
 */
public final class Bench {
  /**
   * What was measured.
   *
   * @param text the table for a terminal
   * @param page the page for the documentation, in Markdown
   */
  public record Result(String text, String page) {}

  private final Map<Contestant, Relay> relays = new EnumMap<>(Contestant.class);
  private final Map<Part, Section> sections = new EnumMap<>(Part.class);
  private final Path folder;
  private final Plan plan;
  private final Consumer<String> progress;
  private final Set<String> notes = new LinkedHashSet<>();

  /**
   * A benchmark that has not begun.
   *
   * @param ours the runnable folder of this relay
   * @param gunJs the folder with the script that starts gun.js' relay
   * @param folder for the relays' data, on the disk that is to be measured; emptied again
   * @param quick one short round
   * @param parts what is measured
   * @param storeBytes values in the large store that is read
   * @param progress receives a line for each thing measured
   */
  public Bench(
      Path ours,
      Path gunJs,
      Path folder,
      boolean quick,
      Set<Part> parts,
      long storeBytes,
      Consumer<String> progress) {
    relays.put(Contestant.GUN_JS, new Relay.GunJs(gunJs, List.of()));
    relays.put(Contestant.GUN_RELAY, new Relay.GunRelay(ours, List.of(), Map.of()));
    relays.put(Contestant.RAW_NETTY, new Relay.RawNetty());
    for (Part part : parts) {
      sections.put(part, section(part, quick, storeBytes));
    }
    this.folder = folder;
    this.plan = quick ? Plan.quick() : Plan.full();
    this.progress = progress;
  }

  private static Section section(Part part, boolean quick, long storeBytes) {
    return switch (part) {
      case START -> new StartSection();
      case PUTS -> new PutsSection();
      case FANOUT -> new FanoutSection(!quick);
      case SEA -> quick ? new SeaSection(10_000, 3_000) : new SeaSection(60_000, 15_000);
      case IDLE ->
          new IdleSection(
              quick ? List.of(1_000, 3_000, 5_000) : List.of(3_000, 8_000, 13_000, 18_000),
              false,
              new IdleSection.Lines(
                  Measure.CONNECTION_LIVE,
                  Measure.CONNECTION_RESIDENT,
                  Measure.CONNECTION_COUNTED));
      case TLS ->
          new IdleSection(
              quick ? List.of(500, 1_000, 1_500) : List.of(1_000, 4_000, 7_000, 10_000),
              true,
              new IdleSection.Lines(Measure.TLS_LIVE, Measure.TLS_RESIDENT, Measure.TLS_COUNTED));
      case POD ->
          quick
              ? new PodSection(List.of(2_000, 4_000), 2)
              : new PodSection(List.of(6_000, 12_000, 18_000), 6);
      case STORM -> new StormSection(quick ? 200 : 1_000);
      case READS -> quick ? new ReadsSection(64L << 20, 3) : new ReadsSection(storeBytes, 20);
      case REPLICATION -> new ReplicationSection();
      case ACROSS -> new AcrossSection();
      case REFILL -> new RefillSection(quick ? 100_000 : 1_000_000);
      case CUT -> quick ? new CutSection(10_000, 8) : new CutSection(100_000, 60);
      case FLEET -> quick ? new FleetSection(3, 3) : new FleetSection(10, 20);
    };
  }

  /** Runs all rounds; who goes first changes from one to the next. */
  public Result run() throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Machine machine = Machine.here(folder);
    progress.accept(machine.text());
    Figures figures = new Figures();
    for (int round = 1; round <= plan.rounds(); round++) {
      for (Map.Entry<Part, Section> section : sections.entrySet()) {
        if (round > 1 && section.getValue().onceIsEnough()) {
          continue;
        }
        List<Contestant> turn = new ArrayList<>(section.getValue().contestants());
        Collections.rotate(turn, round);
        for (Contestant whose : turn) {
          progress.accept(
              "%s, round %d of %d: %s"
                  .formatted(section.getKey().label(), round, plan.rounds(), whose.label()));
          run(section.getValue(), whose, figures);
        }
      }
    }
    Table table = new Table(figures);
    return new Result(table.text() + notes("  "), page(machine, table));
  }

  private void run(Section section, Contestant whose, Figures figures)
      throws IOException, InterruptedException {
    Path own = Files.createTempDirectory(folder, "relay");
    Relay relay = Objects.requireNonNull(relays.get(whose), "everybody has a relay");
    Ground ground =
        new Ground(whose, relay, own, plan, line -> progress.accept("  " + line), notes::add);
    try {
      section.run(ground, figures);
    } catch (IOException e) {
      // What was measured so far is worth its page, and the others can still be measured.
      String failure = "%s could not be measured: %s.".formatted(whose.label(), e.getMessage());
      progress.accept("  " + failure);
      notes.add(failure);
    }
    delete(own);
  }

  private String notes(String bullet) {
    StringBuilder text = new StringBuilder();
    notes.forEach(note -> text.append('\n').append(bullet).append(note));
    return text.isEmpty() ? "" : text.append('\n').toString();
  }

  private String page(Machine machine, Table table) {
    return """
    # Benchmark beside gun.js and raw Netty

    Written by `make bench`; [README.md](README.md) says how it is measured and what was learned.

    %s

    Medians of %d %s; in each, %s s of running in, then %s s of warm-up and %s s of measuring a
    load; what takes long (memory, the pod, the storm, the large store) was measured once. GunRelay syncs a put
    to disk before it acknowledges it; gun.js' relay writes its files without syncing. "raw Netty"
    broadcasts the publisher's frames as they came: it reads, merges and stores nothing.

    "× gun.js" and "× raw" above 1 mean that GunRelay is ahead, whichever direction is progress.

    %s%s\
    """
        .formatted(
            machine.text(),
            plan.rounds(),
            plan.rounds() == 1 ? "round" : "rounds, in turn",
            plan.runInSeconds(),
            plan.warmupSeconds(),
            plan.seconds(),
            table.markdown(),
            notes("- "));
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
