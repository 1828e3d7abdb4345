package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * A closed loop: a fixed number of puts is unacknowledged at any time, each of a soul of its own;
 * an acknowledgement sends the next.
 */
public final class PutsLoad {
  /**
   * How much is put and for how long.
   *
   * @param inFlight unacknowledged puts, over all connections
   * @param connections at most {@code inFlight}
   * @param warmupSeconds time before measuring starts
   * @param seconds time that is measured
   * @param valueBytes length of each value
   * @param run names the souls: two runs with one name meet each other's values
   */
  public record Settings(
      int inFlight,
      int connections,
      double warmupSeconds,
      double seconds,
      int valueBytes,
      String run) {
    public Settings {
      if (connections < 1 || connections > inFlight) {
        throw new IllegalArgumentException(
            connections + " connections cannot share " + inFlight + " puts in flight");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param acknowledged within the measured time
   * @param perSecond acknowledged puts a second
   * @param refused answered with an error, during the whole run
   * @param unacknowledged given up after nine seconds, as gun.js does
   * @param malformed frames that were not understood
   * @param closed connections that the relay ended
   */
  public record Result(
      int inFlight,
      int connections,
      double seconds,
      long acknowledged,
      double perSecond,
      Latencies latency,
      long refused,
      long unacknowledged,
      long malformed,
      int closed) {}

  private static final long SWEEP_MILLIS = 500;

  private final Clients clients;
  private final Settings settings;
  private final AckLog acks;

  /**
   * A load that has not begun.
   *
   * @param acks receives every acknowledged value, during the whole run
   */
  public PutsLoad(Clients clients, Settings settings, AckLog acks) {
    this.clients = clients;
    this.settings = settings;
    this.acks = acks;
  }

  /** Runs the load; ends early when the relay has closed every connection. */
  public Result run() throws IOException, InterruptedException {
    Histogram latency = Latencies.histogram();
    List<PutLoop> loops = new ArrayList<>();
    for (int i = 0; i < settings.connections(); i++) {
      int share =
          settings.inFlight() / settings.connections()
              + (i < settings.inFlight() % settings.connections() ? 1 : 0);
      loops.add(new PutLoop(clients.ids(), acks, settings, latency, i, share));
    }
    List<GunClient> open = Opening.open(clients, settings.connections(), loops::get);
    Window window = Window.startingNow(settings.warmupSeconds(), settings.seconds());
    for (int i = 0; i < open.size(); i++) {
      PutLoop loop = loops.get(i);
      GunClient client = open.get(i);
      client.loop().execute(() -> loop.start(client, window));
    }
    await(loops, window);
    long refused = 0;
    long unacknowledged = 0;
    long malformed = 0;
    int closed = 0;
    for (int i = 0; i < open.size(); i++) {
      PutLoop loop = loops.get(i);
      open.get(i).loop().submit(loop::stop).syncUninterruptibly();
      open.get(i).close();
      refused += loop.refused();
      unacknowledged += loop.unacknowledged();
      malformed += loop.malformed();
      closed += loop.isClosed() ? 1 : 0;
    }
    double seconds = window.measuredSeconds(System.nanoTime());
    return new Result(
        settings.inFlight(),
        settings.connections(),
        seconds,
        latency.getTotalCount(),
        seconds > 0 ? latency.getTotalCount() / seconds : 0,
        Latencies.of(latency),
        refused,
        unacknowledged,
        malformed,
        closed);
  }

  private static void await(List<PutLoop> loops, Window window) throws InterruptedException {
    while (true) {
      long left = window.endNanos() - System.nanoTime();
      if (left <= 0 || loops.stream().allMatch(PutLoop::isClosed)) {
        return;
      }
      TimeUnit.NANOSECONDS.sleep(Math.min(left, TimeUnit.MILLISECONDS.toNanos(SWEEP_MILLIS)));
      loops.forEach(PutLoop::sweep);
    }
  }
}
