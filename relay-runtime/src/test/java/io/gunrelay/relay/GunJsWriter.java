package io.gunrelay.relay;

import io.gunrelay.e2e.gunjs.ClientOptions;
import io.gunrelay.e2e.gunjs.GunJsClient;
import io.gunrelay.e2e.gunjs.Subscription;
import io.gunrelay.e2e.gunjs.Update;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

/**
 * A real gun.js that puts one number after the other into keys of a soul, dials again when its
 * relay is gone, and listens to the soul of another one.
 */
final class GunJsWriter implements AutoCloseable {
  private static final int AT_ONCE = 20;
  private static final Duration PAUSE = Duration.ofMillis(20);
  private static final Duration REDIAL = Duration.ofMillis(200);

  private final GunJsClient client;
  private final String soul;
  private final Subscription heard;
  private final Semaphore slots = new Semaphore(AT_ONCE);
  private final Map<String, String> acknowledged = new ConcurrentHashMap<>();
  private volatile boolean stopped;

  private GunJsWriter(GunJsClient client, String soul, String other) {
    this.client = client;
    this.soul = soul;
    heard = client.onEach(List.of(other));
  }

  /**
   * Begins at once.
   *
   * @param soul that it writes to
   * @param other that it listens to
   */
  static GunJsWriter start(URI relay, String soul, String other) {
    GunJsWriter writer =
        new GunJsWriter(GunJsClient.start(ClientOptions.of(relay).redialing(REDIAL)), soul, other);
    Thread.ofVirtual().start(writer::write);
    return writer;
  }

  /** Key and value. */
  Map<String, String> acknowledged() {
    return acknowledged;
  }

  String soul() {
    return soul;
  }

  /** The keys that it has heard of. */
  Set<String> heard() {
    return heard.updates().stream().map(Update::key).collect(Collectors.toSet());
  }

  /** Puts nothing more; goes on listening. */
  void stop() {
    stopped = true;
  }

  private void write() {
    try {
      for (int number = 1; !stopped; number++) {
        slots.acquire();
        if (stopped) {
          return;
        }
        String key = "k" + number;
        String value = Integer.toString(number);
        var _ =
            client
                .put(List.of(soul, key), number)
                .whenComplete((ack, failure) -> {
                  if (failure == null && ack.ok()) {
                    acknowledged.put(key, value);
                  }
                  slots.release();
                });
        Thread.sleep(PAUSE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    stopped = true;
    client.close();
  }
}
