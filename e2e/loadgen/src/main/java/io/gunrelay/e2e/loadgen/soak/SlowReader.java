package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.load.Values;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/**
 * A client that asks for much and stops reading for a while. The relay may close it or leave out
 * what is no longer new, but a while after it reads again it has the newest of everything. Confined
 * to its event loop.
 */
final class SlowReader implements Listener {
  private static final long BEFORE_MILLIS = 500;
  private static final long CATCH_UP_MILLIS = 8_000;

  private final Clients clients;
  private final Counts counts;
  private final Stream stream;
  private final long pauseMillis;
  private final int[] held;
  private int[] owed = {};
  private boolean leaving;

  SlowReader(Clients clients, Counts counts, Stream stream, long pauseMillis) {
    this.clients = clients;
    this.counts = counts;
    this.stream = stream;
    this.pauseMillis = pauseMillis;
    this.held = stream.newest();
    Arrays.fill(held, 0);
  }

  void come() {
    var _ =
        clients
            .connect(this)
            .whenComplete((opened, why) -> {
              if (opened != null) {
                counts.slowReaders.increment();
                opened.send(Requests.get(MessageIds.text(clients.ids().next()), stream.soul()));
                after(opened, BEFORE_MILLIS, () -> opened.read(false));
                after(opened, BEFORE_MILLIS + pauseMillis, () -> goOn(opened));
                after(opened, BEFORE_MILLIS + pauseMillis + CATCH_UP_MILLIS, () -> leave(opened));
              }
            });
  }

  private static void after(GunClient client, long millis, Runnable task) {
    var _ = client.loop().schedule(task, millis, TimeUnit.MILLISECONDS);
  }

  private void goOn(GunClient client) {
    owed = stream.newest();
    client.read(true);
  }

  private void leave(GunClient client) {
    leaving = true;
    if (client.isOpen()) {
      int lacking = 0;
      for (int i = 0; i < owed.length; i++) {
        lacking += held[i] < owed[i] ? 1 : 0;
      }
      if (lacking > 0) {
        counts.wrong("a slow reader that reads again lacks the newest of " + lacking + " keys");
      }
    }
    client.close();
  }

  @Override
  public void message(GunClient client, Message message) {
    message.eachValue((soul, key, value) -> {
      int number = Values.number(value);
      if (number >= 0) {
        int at = Stream.keyOf(number);
        held[at] = Math.max(held[at], number);
      }
    });
  }

  @Override
  public void closed(GunClient client) {
    if (!leaving) {
      counts.slowReadersClosed.increment();
    }
  }
}
