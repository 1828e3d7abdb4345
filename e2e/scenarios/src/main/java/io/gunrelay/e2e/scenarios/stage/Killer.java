package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** Kills the operator that works, at random instants, and now and then the one that stands by. */
public final class Killer implements AutoCloseable {
  private static final int LONGEST_PAUSE_MS = 8_000;

  private final Operators operators;
  private final int kills;
  private final Random random;
  private final AtomicInteger killed = new AtomicInteger();
  private final Thread thread = Thread.ofVirtual().unstarted(this::run);

  private Killer(Operators operators, int kills, long seed) {
    this.operators = operators;
    this.kills = kills;
    this.random = new Random(seed);
  }

  public static Killer start(Operators operators, int kills, long seed) {
    var killer = new Killer(operators, kills, seed);
    killer.thread.start();
    return killer;
  }

  public boolean isAtWork() {
    return thread.isAlive();
  }

  public int killed() {
    return killed.get();
  }

  private void run() {
    try {
      while (killed.get() < kills) {
        Thread.sleep(random.nextInt(LONGEST_PAUSE_MS));
        try {
          var pods = operators.pods();
          var victim =
              random.nextInt(5) == 0 && !pods.isEmpty()
                  ? Optional.of(pods.get(random.nextInt(pods.size())))
                  : operators.leader();
          if (victim.isPresent()) {
            var _ = operators.kill(victim.get());
            killed.incrementAndGet();
          }
        } catch (KubernetesClientException e) {
          // The API server is away: nobody is killed meanwhile.
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}
