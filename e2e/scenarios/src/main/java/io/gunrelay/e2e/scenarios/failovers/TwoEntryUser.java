package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.e2e.gunjs.Ack;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.CrowdWrites;
import io.gunrelay.e2e.scenarios.stage.Await;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;

/**
 * An application that knows two entries and writes now and then, whether or not its last write was
 * answered. A write that no entry acknowledges within ten seconds has failed.
 */
final class TwoEntryUser implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(10);

  /** Of a node: a large one is answered in parts. */
  private static final int KEYS = 500;

  private static final Duration PAUSE = Duration.ofMillis(250);

  private final GunJsClient client;
  private final String soul;
  private final Map<String, Map<String, String>> acknowledged = new ConcurrentHashMap<>();
  private final AtomicLong done = new AtomicLong();
  private final AtomicLong failed = new AtomicLong();
  private final AtomicLong longestMs = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final Thread thread;
  private volatile boolean over;

  private TwoEntryUser(GunJsClient client, String soul) {
    this.client = client;
    this.soul = soul;
    this.thread = Thread.ofVirtual().unstarted(this::run);
  }

  static TwoEntryUser start(GunJsClient client, String soul) {
    TwoEntryUser user = new TwoEntryUser(client, soul);
    user.thread.start();
    return user;
  }

  private void run() {
    for (int i = 0; !over; i++) {
      String node = "%s, %d".formatted(soul, i / KEYS);
      String key = "k%06d".formatted(i);
      inFlight.incrementAndGet();
      Thread.ofVirtual().start(() -> write(node, key));
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE.toMillis());
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void write(String node, String key) {
    long beganNs = System.nanoTime();
    String value = "value of " + key;
    try {
      // What is acknowledged too late has to be there all the same.
      var answer =
          client
              .insist(List.of(node, key), value, AGAIN)
              .whenComplete((ack, lost) -> {
                if (ack != null && ack.ok()) {
                  acknowledged
                      .computeIfAbsent(node, fresh -> new ConcurrentHashMap<>())
                      .put(key, value);
                }
              });
      Ack ack = answer.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
      (ack.ok() ? done : failed).incrementAndGet();
    } catch (TimeoutException | ExecutionException e) {
      failed.incrementAndGet();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      long tookMs = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - beganNs);
      longestMs.accumulateAndGet(tookMs, Math::max);
      inFlight.decrementAndGet();
    }
  }

  long done() {
    return done.get();
  }

  long failed() {
    return failed.get();
  }

  /** Of all writes since this was asked last. */
  long longestMs() {
    return longestMs.getAndSet(0);
  }

  /** Whether every write has been answered or given up. */
  boolean isIdle() {
    return inFlight.get() == 0;
  }

  /** Waits until a client has read all that was acknowledged. */
  void awaitAllReadBy(GunJsClient reader, Duration deadline) {
    for (var node : acknowledged.entrySet()) {
      var written = new GunJsCrowd.Written(Map.of(node.getKey(), Map.copyOf(node.getValue())), 0);
      Await.until(
          "all writes of %s to be read".formatted(node.getKey()),
          deadline,
          () -> CrowdWrites.missing(reader, written).isEmpty());
    }
  }

  /** Writes nothing more. */
  @Override
  public void close() {
    over = true;
  }
}
