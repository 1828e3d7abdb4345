package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/** Puts at a rate that does not wait for anybody, each of a soul of its own. */
public final class PacedPuts {
  /**
   * How much is put.
   *
   * @param valueBytes length of each value
   * @param run names the souls: two runs with one name meet each other's values
   */
  public record Settings(double perSecond, double seconds, int valueBytes, String run) {}

  /**
   * What came of it.
   *
   * @param refused answered with an error
   * @param unacknowledged not answered within some seconds after the last one
   */
  public record Result(long sent, long acknowledged, long refused, long unacknowledged) {}

  private static final int CONNECTIONS = 8;
  private static final long SHORTEST_WAIT_NANOS = 500_000;
  private static final long LONGEST_ANSWER_NANOS = 9_000_000_000L;

  private final Clients clients;
  private final Settings settings;
  private final AckLog acks;
  private final Map<Long, AckLog.Entry> pending = new ConcurrentHashMap<>();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();

  /**
   * A load that has not begun.
   *
   * @param acks receives every acknowledged value
   */
  public PacedPuts(Clients clients, Settings settings, AckLog acks) {
    this.clients = clients;
    this.settings = settings;
    this.acks = acks;
  }

  /** Runs the load, and waits for what is not answered yet. */
  public Result run() throws IOException, InterruptedException {
    List<GunClient> open = Opening.open(clients, CONNECTIONS, i -> new Answers());
    long total = (long) Math.ceil(settings.perSecond() * settings.seconds());
    OpenLoop schedule = new OpenLoop(System.nanoTime(), settings.perSecond(), total);
    while (!schedule.done()) {
      for (long due = schedule.due(System.nanoTime()); due > 0; due--) {
        long number = schedule.take();
        put(open.get((int) (number % CONNECTIONS)), number);
      }
      long wait = schedule.nextNanos() - System.nanoTime();
      LockSupport.parkNanos(Math.max(wait, SHORTEST_WAIT_NANOS));
    }
    long deadline = System.nanoTime() + LONGEST_ANSWER_NANOS;
    while (!pending.isEmpty() && System.nanoTime() - deadline < 0) {
      LockSupport.parkNanos(SHORTEST_WAIT_NANOS);
    }
    open.forEach(GunClient::close);
    return new Result(total, acknowledged.sum(), refused.sum(), pending.size());
  }

  private void put(GunClient client, long number) {
    long id = clients.ids().next();
    String soul = "load/" + settings.run() + "/paced" + number;
    String value = Values.of(number, settings.valueBytes());
    pending.put(id, new AckLog.Entry(soul, value));
    client.send(
        Requests.put(MessageIds.text(id), soul, Values.KEY, System.currentTimeMillis(), value));
  }

  private final class Answers implements Listener {
    @Override
    public void message(GunClient client, Message message) {
      if (!message.refuses() && !message.acknowledges()) {
        return;
      }
      AckLog.Entry put = pending.remove(MessageIds.number(message.inReplyTo()));
      if (put == null) {
        return;
      }
      if (message.refuses()) {
        refused.increment();
      } else {
        acknowledged.increment();
        acks.acknowledged(put.soul(), put.value());
      }
    }
  }
}
