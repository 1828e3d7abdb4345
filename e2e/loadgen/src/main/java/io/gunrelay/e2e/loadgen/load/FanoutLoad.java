package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Publishers write to one soul, subscribers receive it. Either an open loop at a rate, whose
 * latencies count from the time an update was due; or as fast as the relay delivers, with a bounded
 * number of updates that not everybody has.
 */
public final class FanoutLoad {
  /**
   * What is published, to how many and for how long.
   *
   * @param updatesPerSecond over all publishers; 0 for as fast as possible
   * @param window updates under way when there is no rate
   * @param burst how many of these are sent at a time, in one array frame as gun.js sends them
   * @param keys of the soul that updates go to in turn
   * @param run names the soul
   * @param pid the relay's process, when it runs on this machine
   */
  public record Settings(
      int publishers,
      int subscribers,
      double updatesPerSecond,
      int window,
      int burst,
      double warmupSeconds,
      double seconds,
      int valueBytes,
      int keys,
      String run,
      Optional<Long> pid) {
    public Settings {
      if (publishers < 1 || subscribers < 1 || window < 1 || keys < 1) {
        throw new IllegalArgumentException(
            "publishers, subscribers, window and keys are at least 1");
      }
      if (burst < 1 || burst > window) {
        throw new IllegalArgumentException(
            "a burst of " + burst + " does not fit into a window of " + window);
      }
    }
  }

  /**
   * What came of it.
   *
   * @param updates published within the measured time
   * @param deliveries received within the measured time
   * @param missed deliveries of measured updates that never came
   * @param perFrame deliveries that came in one frame, on average
   * @param latency from when an update was due to when a subscriber had it
   * @param malformed frames that were not understood
   * @param closed connections that the relay ended
   * @param processors what the relay and this process spent
   */
  public record Result(
      int subscribers,
      double updatesPerSecond,
      double seconds,
      long updates,
      long deliveries,
      double deliveriesPerSecond,
      long missed,
      double perFrame,
      Latencies latency,
      long malformed,
      long closed,
      ProcessorUse processors) {
    /** Processor time that the relay spent for one delivery. */
    public Optional<Double> relayMicrosPerDelivery() {
      return processors.relayMicrosEach(deliveries);
    }

    /** Processor time that this process spent for one delivery. */
    public double ownMicrosPerDelivery() {
      return processors.ownMicrosEach(deliveries);
    }
  }

  private static final long SUBSCRIBE_SECONDS = 15;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Clients clients;
  private final Clients publishing;
  private final Settings settings;

  /** A load on one relay. */
  public FanoutLoad(Clients clients, Settings settings) {
    this(clients, clients, settings);
  }

  /** A load that is published at one relay, and received at another. */
  public FanoutLoad(Clients receiving, Clients publishing, Settings settings) {
    this.clients = receiving;
    this.publishing = publishing;
    this.settings = settings;
  }

  /** Subscribes, publishes, waits for what is under way and counts. */
  public Result run() throws IOException, InterruptedException {
    Deliveries deliveries = new Deliveries(settings.subscribers());
    Publishing updates = new Publishing(publishing.ids(), settings, deliveries);
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < settings.subscribers(); i++) {
      subscribers.add(new Subscriber(deliveries, updates::fill));
    }
    List<GunClient> open = Opening.open(clients, settings.subscribers(), subscribers::get);
    subscribe(open, subscribers, deliveries);
    List<GunClient> publishers =
        Opening.open(publishing, settings.publishers(), i -> (client, message) -> {});
    Window window = Window.startingNow(settings.warmupSeconds(), settings.seconds());
    deliveries.measure(window);
    CompletableFuture<ProcessorUse> use = ProcessorUse.during(window, settings.pid());
    updates.run(publishers, window);
    drain(deliveries);
    long closed = deliveries.closed();
    publishers.forEach(GunClient::close);
    open.forEach(GunClient::close);
    return result(deliveries, closed, processors(use));
  }

  private Result result(Deliveries deliveries, long closed, ProcessorUse processors) {
    long updates = deliveries.updates();
    Tally sum = deliveries.sum();
    return new Result(
        settings.subscribers(),
        updates / settings.seconds(),
        settings.seconds(),
        updates,
        sum.inWindow(),
        sum.inWindow() / settings.seconds(),
        updates * settings.subscribers() - sum.ofUpdates(),
        sum.framesInWindow() == 0 ? 0 : (double) sum.inWindow() / sum.framesInWindow(),
        Latencies.of(sum.latency()),
        deliveries.malformed(),
        closed,
        processors);
  }

  private static ProcessorUse processors(CompletableFuture<ProcessorUse> use)
      throws IOException, InterruptedException {
    try {
      return use.get();
    } catch (ExecutionException e) {
      throw new IOException("cannot tell what the relay spent: " + e.getCause(), e);
    }
  }

  private void subscribe(List<GunClient> open, List<Subscriber> subscribers, Deliveries deliveries)
      throws IOException, InterruptedException {
    Map<EventLoop, Tally> tallies = new HashMap<>();
    for (int i = 0; i < open.size(); i++) {
      GunClient client = open.get(i);
      Tally tally = tallies.computeIfAbsent(client.loop(), loop -> deliveries.tally());
      subscribers.get(i).subscribe(client, clients.ids(), Publishing.soul(settings), tally);
    }
    CompletableFuture<?>[] answers =
        subscribers.stream().map(Subscriber::subscribed).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(answers).get(SUBSCRIBE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new IOException("not all subscribers were answered: " + e, e);
    }
  }

  /** Waits until everything is there, or nothing more comes. */
  private static void drain(Deliveries deliveries) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_DRAIN_NANOS;
    long delivered = -1;
    long sinceNanos = System.nanoTime();
    while (!deliveries.complete() && System.nanoTime() < deadline) {
      if (deliveries.delivered() != delivered) {
        delivered = deliveries.delivered();
        sinceNanos = System.nanoTime();
      } else if (System.nanoTime() - sinceNanos > QUIET_NANOS) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
