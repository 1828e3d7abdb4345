package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The mixed load: writers that are cut off now and then, visitors that come and go, readers that do
 * not read, and a vandal. Then everything acknowledged is read back.
 */
public final class Soak {
  /**
   * How long, and what is held against the relay.
   *
   * @param seed of everything that is random
   * @param maxResidentGrowth of the resident memory after the warm-up, in MB; the longer the run,
   *     the smaller the leak that shows
   * @param maxLiveGrowth of the live heap and direct memory
   */
  public record Settings(
      double minutes, long seed, double maxResidentGrowth, double maxLiveGrowth) {}

  /**
   * What came of it.
   *
   * @param readBack souls that held what was acknowledged
   * @param wrongs how often something happened that should not
   * @param problems what is wrong; empty when nothing is
   */
  public record Result(
      double minutes,
      long connections,
      long puts,
      long acknowledged,
      long gets,
      long deliveries,
      long slowReaders,
      long slowReadersClosed,
      long badFrames,
      int readBack,
      double residentMb,
      double residentGrowthMb,
      double liveMb,
      double liveGrowthMb,
      long socketsLeft,
      long wrongs,
      List<String> problems) {}

  /** The whole heap is resident from the start, so that what grows is something else. */
  private static final String JVM = "-Xms128m -Xmx128m -XX:+AlwaysPreTouch";

  private static final int WRITERS = 20;
  private static final int SOULS = 8_000;
  private static final double PUTS_PER_SECOND = 300;
  private static final double VISITORS_PER_SECOND = 20;
  private static final double CUTS_PER_SECOND = 0.5;
  private static final double SLOW_READERS_PER_SECOND = 1;
  private static final double STREAM_PER_SECOND = 60;
  private static final long SHORTEST_PAUSE_MILLIS = 1_000;
  private static final long LONGEST_PAUSE_MILLIS = 20_000;
  private static final long TICK_MILLIS = 10;
  private static final double LOOK_SECONDS = 10;
  private static final long LONGEST_STAY_MILLIS = 30_000;

  private final Relay.GunRelay relay;
  private final Path data;
  private final Settings settings;
  private final Consumer<String> progress;
  private final Counts counts = new Counts();
  private final SplittableRandom random;
  private final Ledger ledger;
  private int number;
  private long state;

  /**
   * A soak that has not begun.
   *
   * @param relay is started with little memory, so that what it wastes shows early
   * @param data a folder for its data
   */
  public Soak(Relay.GunRelay relay, Path data, Settings settings, Consumer<String> progress) {
    this.relay = relay.with("--cache-bytes=16MiB").onJvm(JVM);
    this.data = data;
    this.settings = settings;
    this.progress = progress;
    this.random = new SplittableRandom(settings.seed());
    this.ledger = new Ledger(Long.toString(settings.seed(), Character.MAX_RADIX), SOULS);
  }

  /** Runs the load, settles and judges. */
  public Result run() throws IOException, InterruptedException {
    try (RunningRelay running =
            RunningRelay.start(relay, data.resolve("store"), data.resolve("relay.log"));
        Clients clients =
            new Clients(Endpoint.of(running.url()), new MessageIds(random.split()), 1)) {
      Vitals vitals = new Vitals(running);
      // The first collection opens a socket that the JVM keeps.
      running.collectGarbage();
      long socketsBefore = vitals.sockets();
      List<Writer> writers = new ArrayList<>();
      for (int i = 0; i < WRITERS; i++) {
        Writer writer = new Writer(clients, ledger, counts);
        writer.dial();
        writers.add(writer);
      }
      Vandal vandal = new Vandal(URI.create(running.url()), counts, random.split());
      try {
        load(clients, writers, vitals);
      } finally {
        vandal.stop();
      }
      await(() -> writers.stream().allMatch(Writer::quiet));
      writers.forEach(Writer::sweep);
      int readBack = new Settlement(clients, ledger, counts).run();
      writers.forEach(Writer::stop);
      await(() -> socketsOf(vitals) <= socketsBefore);
      return result(vitals, readBack, vitals.sockets() - socketsBefore);
    }
  }

  private void load(Clients clients, List<Writer> writers, Vitals vitals)
      throws IOException, InterruptedException {
    Stream stream = new Stream(ledger.soul(0) + "/stream");
    GunClient streamer = clients.connect((client, message) -> {}).join();
    long begin = System.nanoTime();
    double seconds = settings.minutes() * 60;
    Pace puts = new Pace(PUTS_PER_SECOND);
    Pace visitors = new Pace(VISITORS_PER_SECOND);
    Pace cuts = new Pace(CUTS_PER_SECOND);
    Pace slow = new Pace(SLOW_READERS_PER_SECOND);
    Pace streaming = new Pace(STREAM_PER_SECOND);
    Pace looks = new Pace(1 / LOOK_SECONDS);
    for (double now = 0; now < seconds; now = (System.nanoTime() - begin) / 1e9) {
      for (int due = puts.due(now); due > 0; due--) {
        put(writers);
      }
      for (int due = visitors.due(now); due > 0; due--) {
        new Visitor(clients, ledger, counts, random.split()).come();
      }
      for (int due = cuts.due(now); due > 0; due--) {
        writers.get(random.nextInt(writers.size())).cut();
      }
      for (int due = slow.due(now); due > 0; due--) {
        long pause = random.nextLong(SHORTEST_PAUSE_MILLIS, LONGEST_PAUSE_MILLIS);
        new SlowReader(clients, counts, stream, pause).come();
      }
      for (int due = streaming.due(now); due > 0; due--) {
        String id = MessageIds.text(clients.ids().next());
        streamer.send(stream.put(id, ++number, nextState()));
      }
      if (looks.due(now) > 0) {
        writers.forEach(Writer::sweep);
        look(vitals, now, seconds);
      }
      TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
    }
    streamer.close();
  }

  private void put(List<Writer> writers) {
    int index = random.nextInt(ledger.souls());
    writers.get(index % writers.size()).put(index, ++number, nextState());
  }

  /**
   * Later than every one before: of two values of one key and one state, the greater text would
   * win.
   */
  private long nextState() {
    state = Math.max(System.currentTimeMillis(), state + 1);
    return state;
  }

  /** The first half is warm-up: caches fill, code is compiled, buffers are pooled. */
  private void look(Vitals vitals, double now, double seconds)
      throws IOException, InterruptedException {
    if (now < seconds / 2) {
      return;
    }
    vitals.look(now / 60);
    progress.accept(
        "%6.0f s  %,d connections so far, %,d puts, %,d acknowledged, %,d deliveries; %.1f MB resident, %.1f MB live, %d sockets; %d wrong"
            .formatted(
                now,
                counts.connections.sum(),
                counts.puts.sum(),
                counts.acknowledged.sum(),
                counts.deliveries.sum(),
                vitals.residentMb(),
                vitals.liveMb(),
                vitals.sockets(),
                counts.wrongs()));
  }

  private Result result(Vitals vitals, int readBack, long socketsLeft) {
    List<String> problems = new ArrayList<>(counts.examples());
    if (counts.acknowledged.sum() == 0 || readBack == 0) {
      problems.add("nothing was acknowledged");
    }
    if (vitals.residentGrowthMb() > settings.maxResidentGrowth()) {
      problems.add("resident memory has grown by %.1f MB".formatted(vitals.residentGrowthMb()));
    }
    if (vitals.liveGrowthMb() > settings.maxLiveGrowth()) {
      problems.add("live memory has grown by %.1f MB".formatted(vitals.liveGrowthMb()));
    }
    if (socketsLeft > 0) {
      problems.add(socketsLeft + " sockets stay open without clients");
    }
    return new Result(
        settings.minutes(),
        counts.connections.sum(),
        counts.puts.sum(),
        counts.acknowledged.sum(),
        counts.gets.sum(),
        counts.deliveries.sum(),
        counts.slowReaders.sum(),
        counts.slowReadersClosed.sum(),
        counts.badFrames.sum(),
        readBack,
        vitals.residentMb(),
        vitals.residentGrowthMb(),
        vitals.liveMb(),
        vitals.liveGrowthMb(),
        socketsLeft,
        counts.wrongs(),
        List.copyOf(problems));
  }

  private interface Condition {
    boolean holds();
  }

  /** Waits for what comes with time; whether it came is judged later. */
  private static void await(Condition condition) throws InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_STAY_MILLIS);
    while (!condition.holds() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
  }

  private static long socketsOf(Vitals vitals) {
    try {
      return vitals.sockets();
    } catch (IOException ended) {
      return 0;
    }
  }
}
