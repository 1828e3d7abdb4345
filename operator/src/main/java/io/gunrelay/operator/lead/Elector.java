package io.gunrelay.operator.lead;

import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Stands for the Lease, and holds it. Work ends when the Lease was not renewed in time, whether or
 * not the API server answers: requests have a thread, and the time has another. A round that goes
 * on when the Lease ends is no longer alone, and writes nothing any more; one that never ends, ends
 * with the process.
 */
public final class Elector implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Elector.class);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** Every request has ended by then, and so should every round. */
  private static final Duration STUCK = Duration.ofMinutes(5);

  private final KubernetesClient client;
  private final LeaseLock lock;
  private final String identity;
  private final Timing timing;
  private final Leadership leadership;
  private final LongSupplier nanos;
  private final Runnable onStuck;
  private final Candidacy candidacy;
  private final ScheduledExecutorService requests = thread("lease");
  private final ScheduledExecutorService watch = thread("lease-watch");

  private long renewedNs;
  private boolean closed;

  /** What was written last, while this process holds the Lease; confined to its thread. */
  private Optional<Claim> held = Optional.empty();

  private volatile String said = "";

  /**
   * Makes it; {@link #start} starts it.
   *
   * @param identity of this process; no other has it, not even one that takes its place
   * @param nanos a clock that only runs forward
   * @param onStuck ends the process at once
   */
  public Elector(
      KubernetesClient client,
      String namespace,
      String name,
      String identity,
      Timing timing,
      Leadership leadership,
      InstantSource clock,
      LongSupplier nanos,
      Runnable onStuck) {
    // An answer that takes longer than the retry period is worth no waiting for.
    this.client =
        new KubernetesClientBuilder()
            .withConfig(
                new ConfigBuilder(client.getConfiguration())
                    .withRequestTimeout((int) timing.retry().multipliedBy(2).toMillis())
                    .withConnectionTimeout((int) timing.retry().multipliedBy(2).toMillis())
                    .withRequestRetryBackoffLimit(0)
                    .build())
            .build();
    this.lock = new LeaseLock(this.client, namespace, name, clock);
    this.identity = identity;
    this.timing = timing;
    this.leadership = leadership;
    this.nanos = nanos;
    this.onStuck = onStuck;
    this.candidacy = new Candidacy(identity);
  }

  public void start() {
    var _ =
        requests.scheduleAtFixedRate(
            this::attempt, 0, timing.retry().toMillis(), TimeUnit.MILLISECONDS);
    var _ =
        watch.scheduleAtFixedRate(
            this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void attempt() {
    long beganNs = nanos.getAsLong();
    try {
      var present = held.isPresent() ? held : lock.read();
      if (candidacy.mayTake(present, beganNs)) {
        held = Optional.of(lock.write(present, identity, timing.lease()));
        renewed(beganNs);
      } else {
        deposed();
        say(present.map(Claim::holder).orElse("") + " works, this process stands by");
      }
    } catch (KubernetesClientException e) {
      say("the Lease cannot be read or written: " + e.getMessage());
      if (isAnswer(e)) {
        boolean overtaken = held.isPresent() && e.getCode() == HttpURLConnection.HTTP_CONFLICT;
        held = Optional.empty();
        if (overtaken) {
          attempt();
        }
      }
    } catch (RuntimeException e) {
      held = Optional.empty();
      LOG.error("The election goes on after a failure", e);
    }
  }

  /**
   * Without an answer nobody knows whether the claim was written. It is written again as the same
   * one, which costs one request: if it was, that is a conflict.
   */
  private static boolean isAnswer(KubernetesClientException e) {
    return e.getCode() != 0;
  }

  private synchronized void renewed(long beganNs) {
    renewedNs = beganNs;
    if (!closed && nanos.getAsLong() - beganNs < timing.renewal().toNanos() && leadership.win()) {
      say("this process works");
    }
  }

  /**
   * Another holds the Lease: its time is over now, not only when it would have had to be renewed.
   */
  private synchronized void deposed() {
    if (leadership.lose()) {
      renewedNs = nanos.getAsLong() - timing.lease().toNanos();
    }
  }

  private synchronized void look() {
    long ageNs = nanos.getAsLong() - renewedNs;
    if (ageNs >= timing.renewal().toNanos() && leadership.lose()) {
      LOG.warn("The Lease was not renewed within {}: this process stands by", timing.renewal());
    }
    if (ageNs >= timing.lease().toNanos()) {
      var rounds = leadership.end();
      if (rounds > 0) {
        LOG.warn("The Lease has ended: {} rounds that go on write nothing any more", rounds);
      }
    }
    if (ageNs >= STUCK.toNanos() && !leadership.isHeld() && !leadership.isIdle()) {
      LOG.error("A round has not ended {} after the Lease: this process ends", STUCK);
      onStuck.run();
    }
  }

  private synchronized void retire() {
    closed = true;
    leadership.lose();
  }

  private void say(String what) {
    if (!what.equals(said)) {
      said = what;
      LOG.info("{}", what);
    }
  }

  /** Stops to work, waits for the rounds that have begun, and gives the Lease up. */
  @Override
  public void close() {
    if (requests.isShutdown()) {
      return;
    }
    retire();
    boolean idle = leadership.awaitIdle(timing.renewal());
    var released =
        requests.submit(() -> {
          // Without it the Lease ends by itself, when the rounds have ended or the process has.
          if (idle) {
            held.ifPresent(lock::release);
          }
          held = Optional.empty();
        });
    requests.shutdown();
    try {
      released.get(timing.lease().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException | TimeoutException e) {
      LOG.info("The Lease was not given up and ends by itself: {}", e.toString());
    }
    requests.shutdownNow();
    watch.shutdownNow();
    client.close();
  }

  private static ScheduledExecutorService thread(String name) {
    return Executors.newSingleThreadScheduledExecutor(
        Thread.ofPlatform().daemon().name(name).factory());
  }
}
