package io.gunrelay.relay.api.trial;

import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * Connects to an entry as a client does, writes a small value and reads it back. An entry with TLS
 * has to show a certificate for its host that is valid now, signed by whomever. One that refuses
 * this client alone serves: by a limit of connections, or as its relays take only what is signed.
 * Thread-safe.
 */
public final class TrialClient {
  /** Whatever takes as long has failed. */
  public static final Duration LONGEST = Duration.ofMillis(2_500);

  private final String observer;
  private final InstantSource clock;
  private final LongSupplier nanoTime;
  private final RandomGenerator random;

  /**
   * Prepares; nothing is connected yet.
   *
   * @param observer who tries; each writes a key of its own
   * @param nanoTime a monotonic clock
   * @param random thread-safe
   */
  public TrialClient(
      String observer, InstantSource clock, LongSupplier nanoTime, RandomGenerator random) {
    this.observer = observer;
    this.clock = clock;
    this.nanoTime = nanoTime;
    this.random = random;
  }

  /**
   * Tries an entry, at its addresses one after the other until one serves. Blocks for {@link
   * #LONGEST} at most, and does best on a virtual thread.
   *
   * @throws IllegalArgumentException if the URL is none of an entry; the message says what to do
   */
  public TrialReport run(TrialOrder order) {
    Target target = Target.of(order.url());
    long begin = nanoTime.getAsLong();
    String failure = "";
    int left = order.addresses().size();
    for (String address : order.addresses()) {
      Duration time = LONGEST.minusNanos(nanoTime.getAsLong() - begin).dividedBy(left--);
      String entry = target.host() + " at " + at(address, target.port());
      try {
        String message =
            new Attempt(target, address, order.readOnly(), observer, clock.instant(), time, random)
                .run();
        return report(true, entry + " " + (message.isEmpty() ? "serves" : message), begin);
      } catch (TrialException e) {
        failure = failure.isEmpty() ? entry + " " + e.getMessage() : failure;
      }
    }
    return report(false, failure, begin);
  }

  private static String at(String address, int port) {
    return (address.contains(":") ? "[" + address + "]" : address) + ":" + port;
  }

  private TrialReport report(boolean ok, String message, long begin) {
    return new TrialReport(ok, message, Duration.ofNanos(nanoTime.getAsLong() - begin).toMillis());
  }
}
