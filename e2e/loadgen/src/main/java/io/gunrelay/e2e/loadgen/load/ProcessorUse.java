package io.gunrelay.e2e.loadgen.load;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Processor time that processes spent while a load was measured.
 *
 * @param seconds how long that was
 * @param relaySeconds what the relay spent, if its process is known
 * @param ownSeconds what this process spent
 */
public record ProcessorUse(double seconds, Optional<Double> relaySeconds, double ownSeconds) {
  /** Linux counts in these, on every machine that the JDK runs on. */
  private static final double TICKS_PER_SECOND = 100;

  private static final int USER_TICKS = 11;
  private static final int SYSTEM_TICKS = 12;

  /** The relay's time in processors: 1 is one of them all the time. */
  public Optional<Double> relayProcessors() {
    return relaySeconds.map(spent -> spent / seconds);
  }

  /** This process' time in processors. */
  public double ownProcessors() {
    return ownSeconds / seconds;
  }

  /** The relay's time for each of a number of things, in microseconds. */
  public Optional<Double> relayMicrosEach(long count) {
    return count == 0 ? Optional.empty() : relaySeconds.map(spent -> spent * 1e6 / count);
  }

  /** This process' time for each of a number of things, in microseconds. */
  public double ownMicrosEach(long count) {
    return count == 0 ? 0 : ownSeconds * 1e6 / count;
  }

  /** The clocks at one moment, from which use counts. */
  public static final class Meter {
    private final Optional<Long> relay;
    private final long beginNanos;
    private final double relayBefore;
    private final double ownBefore;

    /**
     * Reads the clocks.
     *
     * @param relay the relay's process, if it is known
     */
    public Meter(Optional<Long> relay) throws IOException {
      this.relay = relay;
      relayBefore = relay.isPresent() ? clock(relay.get()) : 0;
      ownBefore = clock(ProcessHandle.current().pid());
      beginNanos = System.nanoTime();
    }

    /** What was spent since. */
    public ProcessorUse read() throws IOException {
      Optional<Double> relaySeconds =
          relay.isPresent() ? Optional.of(clock(relay.get()) - relayBefore) : Optional.empty();
      double ownSeconds = clock(ProcessHandle.current().pid()) - ownBefore;
      return new ProcessorUse((System.nanoTime() - beginNanos) / 1e9, relaySeconds, ownSeconds);
    }
  }

  /**
   * Reads the clocks when a window begins and when it ends.
   *
   * @return done at the end of the window; fails when the relay has ended
   */
  static CompletableFuture<ProcessorUse> during(Window window, Optional<Long> relay) {
    CompletableFuture<ProcessorUse> use = new CompletableFuture<>();
    Thread.ofPlatform()
        .daemon()
        .name("processor-use")
        .start(() -> {
          try {
            sleepUntil(window.startNanos());
            Meter meter = new Meter(relay);
            sleepUntil(window.endNanos());
            use.complete(meter.read());
          } catch (IOException | InterruptedException e) {
            use.completeExceptionally(e);
          }
        });
    return use;
  }

  private static void sleepUntil(long nanos) throws InterruptedException {
    long left = nanos - System.nanoTime();
    if (left > 0) {
      TimeUnit.NANOSECONDS.sleep(left);
    }
  }

  private static double clock(long pid) throws IOException {
    return parse(Files.readString(Path.of("/proc", Long.toString(pid), "stat")));
  }

  /** Processor seconds in the text of {@code /proc/PID/stat}. */
  static double parse(String stat) {
    // The name of the program stands in parentheses and may hold anything.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return (Long.parseLong(fields[USER_TICKS]) + Long.parseLong(fields[SYSTEM_TICKS]))
        / TICKS_PER_SECOND;
  }
}
