package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/**
 * Signed puts as fast as they are acknowledged, until all are. The first fifth of them is warm-up,
 * and the last twentieth, when fewer and fewer are in flight, does not count either.
 */
public final class SignedLoad {
  /**
   * How they are put.
   *
   * @param count of the signed puts, at most all
   * @param inFlight unacknowledged puts, over all connections
   * @param longestSeconds for all of them
   * @param pid the relay's process, when it runs on this machine
   */
  public record Settings(
      int count, int inFlight, int connections, double longestSeconds, Optional<Long> pid) {}

  /**
   * What came of it.
   *
   * @param verifies whether the relay refused a forged put that came first
   */
  public record Result(
      boolean verifies,
      long acknowledged,
      double perSecond,
      Latencies latency,
      long refused,
      long unacknowledged,
      ProcessorUse processors) {}

  private static final long FORGERY_SECONDS = 3;

  private final Clients clients;
  private final SignedPuts puts;
  private final Settings settings;
  private final AtomicInteger next = new AtomicInteger();
  private final AtomicLong acknowledged = new AtomicLong();
  private final LongAdder refused = new LongAdder();
  private final Map<Long, Long> pending = new ConcurrentHashMap<>();
  private final Histogram latency = Latencies.histogram();
  private volatile long beginNanos;
  private volatile long endNanos;

  public SignedLoad(Clients clients, SignedPuts puts, Settings settings) {
    if (settings.count() > puts.size()) {
      throw new IllegalArgumentException("only " + puts.size() + " puts were signed");
    }
    this.clients = clients;
    this.puts = puts;
    this.settings = settings;
  }

  /** Puts everything. */
  public Result run() throws IOException, InterruptedException {
    boolean verifies = refusesForgery();
    List<GunClient> open =
        new ArrayList<>(Opening.open(clients, settings.connections(), i -> new Loop()));
    ProcessorUse.Meter meter = new ProcessorUse.Meter(settings.pid());
    for (int i = 0; i < settings.inFlight(); i++) {
      send(open.get(i % open.size()));
    }
    long deadline = System.nanoTime() + (long) (settings.longestSeconds() * 1e9);
    while (!pending.isEmpty() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    ProcessorUse processors = meter.read();
    open.forEach(GunClient::close);
    double seconds = (endNanos - beginNanos) / 1e9;
    return new Result(
        verifies,
        acknowledged.get(),
        endNanos == 0 ? 0 : latency.getTotalCount() / seconds,
        Latencies.of(latency),
        refused.sum(),
        pending.size(),
        processors);
  }

  private boolean refusesForgery() throws IOException, InterruptedException {
    AtomicInteger answer = new AtomicInteger();
    Listener listener =
        (client, message) -> {
          if (message.refuses() || message.acknowledges()) {
            answer.set(message.refuses() ? 1 : -1);
          }
        };
    GunClient client = Opening.open(clients, 1, i -> listener).getFirst();
    client.send(puts.get(0).forged().message(MessageIds.text(clients.ids().next())));
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(FORGERY_SECONDS);
    while (answer.get() == 0 && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(5);
    }
    client.close();
    return answer.get() >= 0;
  }

  private void send(GunClient client) {
    int number = next.getAndIncrement();
    if (number < settings.count()) {
      long id = clients.ids().next();
      pending.put(id, System.nanoTime());
      client.send(puts.get(number).message(MessageIds.text(id)));
    }
  }

  private final class Loop implements Listener {
    @Override
    public void message(GunClient client, Message message) {
      boolean refusal = message.refuses();
      if (!refusal && !message.acknowledges()) {
        return;
      }
      Long since = pending.get(MessageIds.number(message.inReplyTo()));
      if (since == null) {
        return;
      }
      send(client);
      pending.remove(MessageIds.number(message.inReplyTo()));
      if (refusal) {
        refused.increment();
      } else {
        count(System.nanoTime(), since);
      }
    }
  }

  private void count(long nowNanos, long sinceNanos) {
    long number = acknowledged.incrementAndGet();
    if (number == settings.count() / 5) {
      beginNanos = nowNanos;
    } else if (number > settings.count() / 5 && number <= settings.count() * 19L / 20) {
      Latencies.record(latency, nowNanos - sinceNanos);
      if (number == settings.count() * 19L / 20) {
        endNanos = nowNanos;
      }
    }
  }
}
