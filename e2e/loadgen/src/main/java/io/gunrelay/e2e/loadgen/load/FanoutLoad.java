package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
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
   * @param keys of the soul that updates go to in turn
   * @param run names the soul
   */
  public record Settings(
      int publishers,
      int subscribers,
      double updatesPerSecond,
      int window,
      double warmupSeconds,
      double seconds,
      int valueBytes,
      int keys,
      String run) {
    public Settings {
      if (publishers < 1 || subscribers < 1 || window < 1 || keys < 1) {
        throw new IllegalArgumentException(
            "publishers, subscribers, window and keys are at least 1");
      }
    }
  }

  /**
   * What came of it.
   *
   * @param updates published within the measured time
   * @param deliveries received within the measured time
   * @param missed deliveries of measured updates that never came
   * @param latency from when an update was due to when a subscriber had it
   * @param malformed frames that were not understood
   * @param closed connections that the relay ended
   */
  public record Result(
      int subscribers,
      double updatesPerSecond,
      double seconds,
      long updates,
      long deliveries,
      double deliveriesPerSecond,
      long missed,
      Latencies latency,
      long malformed,
      long closed) {}

  private static final long SUBSCRIBE_SECONDS = 15;
  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);
  private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(10);

  private final Clients clients;
  private final Settings settings;

  public FanoutLoad(Clients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** Subscribes, publishes, waits for what is under way and counts. */
  public Result run() throws IOException, InterruptedException {
    Deliveries deliveries = new Deliveries(settings.subscribers());
    List<Subscriber> subscribers = new ArrayList<>();
    for (int i = 0; i < settings.subscribers(); i++) {
      subscribers.add(new Subscriber(deliveries));
    }
    List<GunClient> open = Opening.open(clients, settings.subscribers(), subscribers::get);
    subscribe(open, subscribers);
    List<GunClient> publishers =
        Opening.open(clients, settings.publishers(), i -> (client, message) -> {});
    Window window = Window.startingNow(settings.warmupSeconds(), settings.seconds());
    deliveries.measure(window);
    Publishing publishing = new Publishing(clients.ids(), settings, publishers, deliveries, window);
    publishing.run();
    drain(deliveries);
    long closed = deliveries.closed();
    publishers.forEach(GunClient::close);
    open.forEach(GunClient::close);
    long updates = deliveries.updates();
    return new Result(
        settings.subscribers(),
        updates / settings.seconds(),
        settings.seconds(),
        updates,
        deliveries.inWindow(),
        deliveries.inWindow() / settings.seconds(),
        updates * settings.subscribers() - deliveries.ofUpdates(),
        Latencies.of(deliveries.latency()),
        deliveries.malformed(),
        closed);
  }

  private void subscribe(List<GunClient> open, List<Subscriber> subscribers)
      throws IOException, InterruptedException {
    for (int i = 0; i < open.size(); i++) {
      subscribers.get(i).subscribe(open.get(i), clients.ids(), Publishing.soul(settings));
    }
    CompletableFuture<?>[] answers =
        subscribers.stream().map(Subscriber::subscribed).toArray(CompletableFuture<?>[]::new);
    try {
      CompletableFuture.allOf(answers).get(SUBSCRIBE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException | java.util.concurrent.ExecutionException e) {
      throw new IOException("not all subscribers were answered: " + e, e);
    }
  }

  private static void drain(Deliveries deliveries) throws InterruptedException {
    long deadline = System.nanoTime() + LONGEST_DRAIN_NANOS;
    while (!deliveries.complete()
        && System.nanoTime() - deliveries.lastNanos() < QUIET_NANOS
        && System.nanoTime() < deadline) {
      TimeUnit.MILLISECONDS.sleep(20);
    }
  }
}
