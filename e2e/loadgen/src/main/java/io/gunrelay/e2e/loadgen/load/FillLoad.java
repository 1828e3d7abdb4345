package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

/** Fills a store as fast as the relay takes it: many nodes a put, some puts at a time. */
public final class FillLoad {
  private static final int CONNECTIONS = 4;
  private static final int IN_FLIGHT_EACH = 8;
  private static final int NODES_A_PUT = 16;
  private static final long LONGEST_SECONDS = 600;

  /**
   * What came of it.
   *
   * @param nodes acknowledged
   * @param refused puts answered with an error
   */
  public record Result(long nodes, double seconds, long refused) {}

  private final Clients clients;
  private final StoredNodes nodes;
  private final long count;
  private final AtomicLong next = new AtomicLong();
  private final LongAdder acknowledged = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final CountDownLatch ended = new CountDownLatch(CONNECTIONS);

  /** Puts the nodes from 0 to {@code count}, which is rounded up to whole puts. */
  public FillLoad(Clients clients, StoredNodes nodes, long count) {
    this.clients = clients;
    this.nodes = nodes;
    this.count = (count + NODES_A_PUT - 1) / NODES_A_PUT * NODES_A_PUT;
  }

  /** Fills; ends when everything is answered for, or the relay has closed a connection. */
  public Result run() throws IOException, InterruptedException {
    List<Filler> fillers = Stream.generate(Filler::new).limit(CONNECTIONS).toList();
    List<GunClient> open = Opening.open(clients, CONNECTIONS, fillers::get);
    long begin = System.nanoTime();
    for (int i = 0; i < CONNECTIONS; i++) {
      Filler filler = fillers.get(i);
      GunClient client = open.get(i);
      client.loop().execute(() -> filler.start(client));
    }
    if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      throw new IOException("the store was not filled in " + LONGEST_SECONDS + " s");
    }
    double seconds = (System.nanoTime() - begin) / 1e9;
    open.forEach(GunClient::close);
    return new Result(acknowledged.sum(), seconds, refused.sum());
  }

  private final class Filler implements Listener {
    private int inFlight;

    void start(GunClient client) {
      for (int i = 0; i < IN_FLIGHT_EACH; i++) {
        put(client);
      }
    }

    private void put(GunClient client) {
      long first = next.getAndAdd(NODES_A_PUT);
      if (first < count) {
        inFlight++;
        client.send(nodes.put(clients.ids().next(), first, NODES_A_PUT));
      } else if (inFlight == 0) {
        ended.countDown();
      }
    }

    @Override
    public void message(GunClient client, Message message) {
      if (message.acknowledges()) {
        acknowledged.add(NODES_A_PUT);
      } else if (message.refuses()) {
        refused.increment();
      } else {
        return;
      }
      inFlight--;
      put(client);
    }

    @Override
    public void closed(GunClient client) {
      ended.countDown();
    }
  }
}
