package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** Waits until something is so, or says what was so instead. */
public final class Await {
  private static final long PERIOD_MS = 200;
  private static final Optional<Boolean> THERE = Optional.of(true);

  private Await() {}

  /**
   * Waits for a condition.
   *
   * @param what the end of the sentence "waited for …"
   */
  public static void until(String what, Duration deadline, BooleanSupplier condition) {
    until(what, deadline, condition, () -> "");
  }

  /**
   * Waits for a condition.
   *
   * @param instead describes what was so at the deadline
   */
  public static void until(
      String what, Duration deadline, BooleanSupplier condition, Supplier<String> instead) {
    value(what, deadline, () -> condition.getAsBoolean() ? THERE : Optional.empty(), instead);
  }

  /** Waits for a value to be there. */
  public static <T> T value(String what, Duration deadline, Supplier<Optional<T>> source) {
    return value(what, deadline, source, () -> "");
  }

  private static <T> T value(
      String what, Duration deadline, Supplier<Optional<T>> source, Supplier<String> instead) {
    long endNs = System.nanoTime() + deadline.toNanos();
    while (true) {
      Optional<T> value = ask(source);
      if (value.isPresent()) {
        return value.get();
      }
      if (System.nanoTime() - endNs > 0) {
        throw new AssertionError(
            "waited %d s for %s. %s".formatted(deadline.toSeconds(), what, instead.get()));
      }
      pause();
    }
  }

  /** A question to the API server that got no answer, as while a node dies, is put again. */
  private static <T> Optional<T> ask(Supplier<Optional<T>> source) {
    try {
      return source.get();
    } catch (KubernetesClientException e) {
      if (e.getStatus() != null) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(PERIOD_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }
}
