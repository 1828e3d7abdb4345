package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.load.Values;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A client that puts into souls of its own. Now and then it is cut off and comes back; what was
 * under way then may have been taken or not.
 */
final class Writer implements Listener {
  private static final int VALUE_BYTES = 64;
  private static final long REDIAL_MILLIS = 200;
  private static final long ACK_NANOS = TimeUnit.SECONDS.toNanos(9);

  private record Pending(int index, int number, long sinceNanos) {}

  private final Clients clients;
  private final Ledger ledger;
  private final Counts counts;
  private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
  private volatile @Nullable GunClient connection;
  private volatile boolean expectingEnd;
  private volatile boolean stopped;

  Writer(Clients clients, Ledger ledger, Counts counts) {
    this.clients = clients;
    this.ledger = ledger;
    this.counts = counts;
  }

  void dial() {
    expectingEnd = false;
    var _ =
        clients
            .connect(this)
            .whenComplete((opened, why) -> {
              if (opened == null) {
                counts.wrong("a writer cannot connect: " + why);
                redial();
              } else {
                counts.connections.increment();
                connection = opened;
              }
            });
  }

  private void redial() {
    if (!stopped) {
      var _ = clients.loops().schedule(this::dial, REDIAL_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  /** Puts a number into a soul, if there is a connection. */
  void put(int index, int number, long stateMillis) {
    GunClient to = connection;
    if (to == null) {
      return;
    }
    long id = clients.ids().next();
    pending.put(id, new Pending(index, number, System.nanoTime()));
    ledger.sent(index, number);
    counts.puts.increment();
    to.send(
        Requests.put(
            MessageIds.text(id),
            ledger.soul(index),
            Values.KEY,
            stateMillis,
            Values.of(number, VALUE_BYTES)));
  }

  /** Loses the network. */
  void cut() {
    GunClient open = connection;
    if (open != null) {
      expectingEnd = true;
      open.abandon();
    }
  }

  /** Says of puts that nobody answers for any more. */
  void sweep() {
    long now = System.nanoTime();
    pending
        .values()
        .removeIf(put -> {
          boolean late = now - put.sinceNanos() > ACK_NANOS;
          if (late) {
            counts.wrong("put " + put.number() + " was not answered in nine seconds");
          }
          return late;
        });
  }

  @Override
  public void message(GunClient client, Message message) {
    Pending put = pending.remove(MessageIds.number(message.inReplyTo()));
    if (put == null) {
      return;
    }
    if (message.refuses()) {
      counts.wrong("put " + put.number() + " was refused: " + message.err().raw());
    } else if (message.acknowledges()) {
      ledger.acknowledged(put.index(), put.number());
      counts.acknowledged.increment();
    }
  }

  @Override
  public void malformed(GunClient client, RuntimeException why) {
    counts.wrong("a writer was sent what it cannot read: " + why.getMessage());
  }

  @Override
  public void closed(GunClient client) {
    connection = null;
    pending.clear();
    if (!expectingEnd && !stopped) {
      counts.wrong("a writer was closed");
    }
    redial();
  }

  /** Whether everything has been answered for. */
  boolean quiet() {
    return pending.isEmpty();
  }

  void stop() {
    stopped = true;
    GunClient open = connection;
    if (open != null) {
      open.close();
    }
  }
}
