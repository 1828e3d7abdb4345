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
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** What relays have stored of some souls, asked by a client that was not there before. */
final class Stored implements Listener {
  private static final long TIMEOUT_SECONDS = 20;

  private final Map<String, Map<String, Integer>> numbers = new ConcurrentHashMap<>();
  private final Set<Long> unanswered = ConcurrentHashMap.newKeySet();
  private final CountDownLatch answered;

  private Stored(int souls) {
    answered = new CountDownLatch(souls);
  }

  /**
   * Reads the numbers of the values under each key.
   *
   * @throws IOException when nobody can be asked, or does not answer
   */
  static Map<String, Map<String, Integer>> read(Clients clients, List<String> souls)
      throws IOException, InterruptedException {
    Stored stored = new Stored(souls.size());
    GunClient client = Opening.open(clients, 1, i -> stored).getFirst();
    for (String soul : souls) {
      long id = clients.ids().next();
      stored.unanswered.add(id);
      client.send(Requests.get(MessageIds.text(id), soul));
    }
    boolean all = stored.answered.await(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    client.close();
    if (!all) {
      throw new IOException(
          "%d of %d souls were not answered for"
              .formatted(stored.answered.getCount(), souls.size()));
    }
    return stored.numbers;
  }

  @Override
  public void message(GunClient client, Message message) {
    message.eachValue((soul, key, value) ->
        numbers
            .computeIfAbsent(soul.string(), of -> new ConcurrentHashMap<>())
            .merge(key.string(), Values.number(value), Math::max));
    if (message.inReplyTo().present()
        && unanswered.remove(MessageIds.number(message.inReplyTo()))) {
      answered.countDown();
    }
  }
}
