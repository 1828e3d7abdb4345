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
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Reads of random nodes of a large store at a fixed rate; a latency counts from the time at which a
 * read was due.
 */
public final class ReadsLoad {
  /**
   * How much is read.
   *
   * @param nodes how many there are to choose from
   * @param connections that take turns; each subscribes to all that it reads
   */
  public record Settings(
      long nodes, int connections, double perSecond, double warmupSeconds, double seconds) {}

  /**
   * What came of it.
   *
   * @param found answers with all keys of their node
   * @param wanting answers that lack something
   * @param unanswered reads without an answer a while after the end
   */
  public record Result(
      long reads, long found, long wanting, long unanswered, Latencies latency, long closed) {}

  private static final long LONGEST_DRAIN_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final long SHORTEST_WAIT_NANOS = TimeUnit.MICROSECONDS.toNanos(50);

  private record Pending(long dueNanos, int keys) {}

  private final Clients clients;
  private final StoredNodes stored;
  private final Settings settings;
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private final Histogram latency = Latencies.histogram();
  private final LongAdder found = new LongAdder();
  private final LongAdder wanting = new LongAdder();
  private final LongAdder closed = new LongAdder();

  public ReadsLoad(Clients clients, StoredNodes stored, Settings settings) {
    this.clients = clients;
    this.stored = stored;
    this.settings = settings;
  }

  /** Reads on schedule, whether or not the relay keeps up, and waits for what is under way. */
  public Result run() throws IOException, InterruptedException {
    List<GunClient> open =
        new ArrayList<>(Opening.open(clients, settings.connections(), this::reader));
    SplittableRandom random = new SplittableRandom(settings.nodes());
    Window window = Window.startingNow(settings.warmupSeconds(), settings.seconds());
    long total = (long) ((settings.warmupSeconds() + settings.seconds()) * settings.perSecond());
    OpenLoop schedule = new OpenLoop(System.nanoTime(), settings.perSecond(), total);
    while (!schedule.done()) {
      for (long due = schedule.due(System.nanoTime()); due > 0; due--) {
        long number = schedule.take();
        long dueNanos = schedule.dueNanos(number);
        long id = clients.ids().next();
        pending.put(id, new Pending(window.contains(dueNanos) ? dueNanos : 0, 0));
        open.get((int) (number % open.size()))
            .send(stored.get(id, random.nextLong(settings.nodes())));
      }
      LockSupport.parkNanos(
          Math.max(schedule.nextNanos() - System.nanoTime(), SHORTEST_WAIT_NANOS));
    }
    long deadline = System.nanoTime() + LONGEST_DRAIN_NANOS;
    while (!pending.isEmpty() && System.nanoTime() - deadline < 0) {
      TimeUnit.MILLISECONDS.sleep(10);
    }
    long ended = closed.sum();
    open.forEach(GunClient::close);
    return new Result(
        total, found.sum(), wanting.sum(), pending.size(), Latencies.of(latency), ended);
  }

  private Listener reader(int number) {
    return new Listener() {
      @Override
      public void message(GunClient client, Message message) {
        answered(message);
      }

      @Override
      public void closed(GunClient client) {
        closed.increment();
      }
    };
  }

  /** An answer may come in parts. */
  private void answered(Message message) {
    long id = MessageIds.number(message.inReplyTo());
    Pending asked = pending.get(id);
    if (asked == null) {
      return;
    }
    int[] keys = {asked.keys()};
    message.eachValue((soul, key, value) -> keys[0]++);
    if (keys[0] < StoredNodes.KEYS && message.put().present()) {
      pending.put(id, new Pending(asked.dueNanos(), keys[0]));
      return;
    }
    pending.remove(id);
    (keys[0] == StoredNodes.KEYS ? found : wanting).increment();
    if (asked.dueNanos() != 0) {
      Latencies.record(latency, System.nanoTime() - asked.dueNanos());
    }
  }
}
