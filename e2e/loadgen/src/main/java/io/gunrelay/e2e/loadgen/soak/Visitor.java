package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.load.Values;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * A client that comes, asks for a few souls, some of which do not exist, hears of changes and goes
 * again, with a goodbye or without. Confined to its event loop.
 */
final class Visitor implements Listener {
  private static final int SOULS = 8;
  private static final long SHORTEST_MILLIS = 500;
  private static final long LONGEST_MILLIS = 15_000;

  private final Clients clients;
  private final Ledger ledger;
  private final Counts counts;
  private final SplittableRandom random;
  private final Set<Long> unanswered = new HashSet<>();
  private final Map<String, Integer> newest = new HashMap<>();
  private boolean leaving;

  Visitor(Clients clients, Ledger ledger, Counts counts, SplittableRandom random) {
    this.clients = clients;
    this.ledger = ledger;
    this.counts = counts;
    this.random = random;
  }

  void come() {
    var _ =
        clients
            .connect(this)
            .whenComplete((opened, why) -> {
              if (opened == null) {
                counts.wrong("a visitor cannot connect: " + why);
              } else {
                counts.connections.increment();
                opened.loop().execute(() -> ask(opened));
              }
            });
  }

  private void ask(GunClient client) {
    for (int i = 0; i < SOULS; i++) {
      boolean absent = random.nextInt(SOULS) == 0;
      int index = random.nextInt(ledger.souls());
      long id = clients.ids().next();
      unanswered.add(id);
      counts.gets.increment();
      client.send(
          Requests.get(MessageIds.text(id), ledger.soul(index) + (absent ? "/absent" : "")));
    }
    long stay = random.nextLong(SHORTEST_MILLIS, LONGEST_MILLIS);
    var _ = client.loop().schedule(() -> leave(client), stay, TimeUnit.MILLISECONDS);
  }

  private void leave(GunClient client) {
    leaving = true;
    if (client.isOpen() && !unanswered.isEmpty()) {
      counts.wrong(unanswered.size() + " questions of a visitor were not answered");
    }
    if (random.nextBoolean()) {
      client.close();
    } else {
      client.abandon();
    }
  }

  @Override
  public void message(GunClient client, Message message) {
    if (message.refuses()) {
      counts.wrong("a visitor was told: " + message.err().raw());
      return;
    }
    boolean answer = unanswered.remove(MessageIds.number(message.inReplyTo()));
    (answer ? counts.answers : counts.deliveries).increment();
    message.eachValue((soul, key, value) -> {
      int number = Values.number(value);
      Integer before = newest.put(soul.string(), number);
      if (before != null && number < before) {
        counts.wrong(soul.string() + " went back from " + before + " to " + number);
      }
    });
  }

  @Override
  public void malformed(GunClient client, RuntimeException why) {
    counts.wrong("a visitor was sent what it cannot read: " + why.getMessage());
  }

  @Override
  public void closed(GunClient client) {
    if (!leaving) {
      counts.wrong("a visitor was closed");
    }
  }
}
