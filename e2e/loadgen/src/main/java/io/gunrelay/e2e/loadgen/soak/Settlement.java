package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.load.Values;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Reads back everything that the relay owes. */
final class Settlement implements Listener {
  private static final int IN_FLIGHT = 64;
  private static final long LONGEST_SECONDS = 60;

  private final Clients clients;
  private final Ledger ledger;
  private final Counts counts;
  private final Map<Long, Integer> asked = new HashMap<>();
  private final CountDownLatch ended = new CountDownLatch(1);
  private int next;
  private int found;

  Settlement(Clients clients, Ledger ledger, Counts counts) {
    this.clients = clients;
    this.ledger = ledger;
    this.counts = counts;
  }

  /** How many souls held what they should; others are counted as wrong. */
  int run() throws InterruptedException {
    GunClient client = clients.connect(this).join();
    client
        .loop()
        .execute(() -> {
          for (int i = 0; i < IN_FLIGHT; i++) {
            ask(client);
          }
        });
    if (!ended.await(LONGEST_SECONDS, TimeUnit.SECONDS)) {
      counts.wrong("not everything could be read back in " + LONGEST_SECONDS + " s");
    }
    client.close();
    return found;
  }

  private void ask(GunClient client) {
    while (next < ledger.souls() && !ledger.owes(next)) {
      next++;
    }
    if (next < ledger.souls()) {
      long id = clients.ids().next();
      asked.put(id, next);
      client.send(Requests.get(MessageIds.text(id), ledger.soul(next)));
      next++;
    } else if (asked.isEmpty()) {
      ended.countDown();
    }
  }

  @Override
  public void message(GunClient client, Message message) {
    Integer index = asked.remove(MessageIds.number(message.inReplyTo()));
    if (index == null) {
      return;
    }
    int[] number = {-1};
    message.eachValue((soul, key, value) -> number[0] = Values.number(value));
    if (ledger.allows(index, number[0])) {
      found++;
    } else {
      counts.wrong(ledger.soul(index) + " holds " + number[0] + ", an acknowledged put is gone");
    }
    ask(client);
  }

  @Override
  public void closed(GunClient client) {
    ended.countDown();
  }
}
