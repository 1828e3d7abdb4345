package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;

/**
 * Many clients ask for one soul that nobody has, all at once. A relay that passes such questions on
 * to everybody multiplies them by the number of its clients.
 */
public final class StormLoad {
  /**
   * Who asks for what.
   *
   * @param seconds the longest that is waited until nothing more comes
   */
  public record Settings(int clients, double seconds, String run) {}

  /**
   * What came of it.
   *
   * @param answered clients that were told that there is nothing
   * @param answers messages that answered a question
   * @param forwarded questions of one client that another one was asked
   * @param seconds until the last of them came
   */
  public record Result(
      int clients, long answered, long answers, long forwarded, double seconds, long closed) {}

  private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(2);

  private final Clients clients;
  private final Settings settings;

  public StormLoad(Clients clients, Settings settings) {
    this.clients = clients;
    this.settings = settings;
  }

  /** Connects, asks, waits until it is quiet, counts. */
  public Result run() throws IOException, InterruptedException {
    Counts counts = new Counts();
    List<Asker> askers = new ArrayList<>();
    for (int i = 0; i < settings.clients(); i++) {
      askers.add(new Asker(counts, clients.ids()));
    }
    List<GunClient> open = Opening.open(clients, settings.clients(), askers::get);
    String soul = "load/" + settings.run() + "/absent";
    long begin = System.nanoTime();
    counts.lastNanos = begin;
    for (int i = 0; i < open.size(); i++) {
      Asker asker = askers.get(i);
      GunClient client = open.get(i);
      client.loop().execute(() -> asker.ask(client, soul));
    }
    long longest = (long) (settings.seconds() * 1e9);
    while (System.nanoTime() - begin < longest
        && System.nanoTime() - counts.lastNanos < QUIET_NANOS) {
      TimeUnit.MILLISECONDS.sleep(50);
    }
    long closed = counts.closed.sum();
    open.forEach(GunClient::close);
    return new Result(
        settings.clients(),
        counts.answered.sum(),
        counts.answers.sum(),
        counts.forwarded.sum(),
        (counts.lastNanos - begin) / 1e9,
        closed);
  }

  private static final class Counts {
    final LongAdder answered = new LongAdder();
    final LongAdder answers = new LongAdder();
    final LongAdder forwarded = new LongAdder();
    final LongAdder closed = new LongAdder();
    volatile long lastNanos;
  }

  /** One client; confined to its event loop. */
  private static final class Asker implements Listener {
    private final Counts counts;
    private final MessageIds ids;
    private long question = -1;
    private boolean answered;

    Asker(Counts counts, MessageIds ids) {
      this.counts = counts;
      this.ids = ids;
    }

    void ask(GunClient client, String soul) {
      question = ids.next();
      client.send(Requests.get(MessageIds.text(question), soul));
    }

    @Override
    public void message(GunClient client, Message message) {
      if (message.get().present()) {
        counts.forwarded.increment();
      } else if (message.inReplyTo().present()) {
        counts.answers.increment();
        if (!answered && MessageIds.number(message.inReplyTo()) == question) {
          answered = true;
          counts.answered.increment();
        }
      } else {
        return;
      }
      counts.lastNanos = System.nanoTime();
    }

    @Override
    public void closed(GunClient client) {
      counts.closed.increment();
    }
  }
}
