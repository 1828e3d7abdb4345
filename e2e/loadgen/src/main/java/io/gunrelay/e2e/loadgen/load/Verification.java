package io.gunrelay.e2e.loadgen.load;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.GunClient;
import io.gunrelay.e2e.loadgen.client.Listener;
import io.gunrelay.e2e.loadgen.wire.Message;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import io.gunrelay.e2e.loadgen.wire.Requests;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Reads acknowledged values back and says which are gone. */
public final class Verification {
  /**
   * How much of what was promised is there.
   *
   * @param missing acknowledged values that the relay does not have
   * @param wrong those for which it has another value
   * @param unanswered those that it did not answer for in time, or refused to
   * @param examples up to ten souls of the three kinds
   */
  public record Result(
      int asked, int found, int missing, int wrong, int unanswered, List<String> examples) {
    private static final Result NOTHING = new Result(0, 0, 0, 0, 0, List.of());

    private Result plus(Result more) {
      return new Result(
          asked + more.asked,
          found + more.found,
          missing + more.missing,
          wrong + more.wrong,
          unanswered + more.unanswered,
          Stream.concat(examples.stream(), more.examples.stream()).limit(EXAMPLES).toList());
    }

    /** Whether every acknowledged value was there. */
    public boolean complete() {
      return found == asked;
    }
  }

  private static final int IN_FLIGHT = 64;
  private static final int EXAMPLES = 10;

  /** What is asked for stays subscribed, and a relay bounds that for each connection. */
  private static final int EACH_CONNECTION = 5_000;

  private final Clients clients;
  private final List<AckLog.Entry> expected;
  private final long timeoutSeconds;

  /**
   * A verification that has not begun.
   *
   * @param timeoutSeconds for the whole verification
   */
  public Verification(Clients clients, List<AckLog.Entry> expected, long timeoutSeconds) {
    this.clients = clients;
    this.expected = expected;
    this.timeoutSeconds = timeoutSeconds;
  }

  /** Asks for everything once; what a broken connection leaves open counts as unanswered. */
  public Result run() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
    Result all = Result.NOTHING;
    for (int from = 0; from < expected.size(); from += EACH_CONNECTION) {
      int to = Math.min(expected.size(), from + EACH_CONNECTION);
      all = all.plus(ask(expected.subList(from, to), deadline));
    }
    return all;
  }

  private Result ask(List<AckLog.Entry> some, long deadline)
      throws IOException, InterruptedException {
    Reader reader = new Reader(clients.ids(), some);
    GunClient client = Opening.open(clients, 1, i -> reader).getFirst();
    client.loop().execute(() -> reader.start(client));
    var _ = reader.ended.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
    Result result = client.loop().submit(reader::result).syncUninterruptibly().getNow();
    client.close();
    return result;
  }

  /** The connection that asks; confined to its event loop but for the latch. */
  private static final class Reader implements Listener {
    final CountDownLatch ended = new CountDownLatch(1);
    private final MessageIds ids;
    private final Queue<AckLog.Entry> left;
    private final int asked;
    private final Map<Long, AckLog.Entry> asking = new HashMap<>();
    private final List<String> examples = new ArrayList<>();
    private int found;
    private int missing;
    private int wrong;
    private int refused;

    Reader(MessageIds ids, List<AckLog.Entry> expected) {
      this.ids = ids;
      this.left = new ArrayDeque<>(expected);
      this.asked = expected.size();
    }

    void start(GunClient client) {
      for (int i = 0; i < IN_FLIGHT; i++) {
        ask(client);
      }
    }

    private void ask(GunClient client) {
      AckLog.Entry entry = left.poll();
      if (entry == null) {
        if (asking.isEmpty()) {
          ended.countDown();
        }
        return;
      }
      long id = ids.next();
      asking.put(id, entry);
      client.send(Requests.get(MessageIds.text(id), entry.soul()));
    }

    @Override
    public void message(GunClient client, Message message) {
      AckLog.Entry entry = asking.remove(MessageIds.number(message.inReplyTo()));
      if (entry == null) {
        return;
      }
      List<String> values = new ArrayList<>();
      message.eachValue((soul, key, value) -> {
        if (key.is(Values.KEY) && soul.string().equals(entry.soul())) {
          values.add(value.string());
        }
      });
      if (message.refuses()) {
        refused++;
        example(entry);
      } else if (values.contains(entry.value())) {
        found++;
      } else if (values.isEmpty()) {
        missing++;
        example(entry);
      } else {
        wrong++;
        example(entry);
      }
      ask(client);
    }

    private void example(AckLog.Entry entry) {
      if (examples.size() < EXAMPLES) {
        examples.add(entry.soul());
      }
    }

    @Override
    public void closed(GunClient client) {
      ended.countDown();
    }

    Result result() {
      asking.values().forEach(this::example);
      return new Result(
          asked,
          found,
          missing,
          wrong,
          refused + asking.size() + left.size(),
          List.copyOf(examples));
    }
  }
}
