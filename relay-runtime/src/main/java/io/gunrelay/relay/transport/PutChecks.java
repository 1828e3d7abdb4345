package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Graph;
import io.gunrelay.relay.sea.Judgement;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.StoredValues.UnreadableException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Where puts are judged: in the loop of their connection when that is quick, else on threads of
 * their own, which may also wait for the graph. Thread-safe.
 */
final class PutChecks implements AutoCloseable {
  /** Signatures that a loop verifies before it hands on what follows in the same frame. */
  static final int SIGNATURES_IN_LOOP = 4;

  /** Bytes of values that a loop hashes before it hands on what follows in the same frame. */
  static final long BYTES_IN_LOOP = 64 << 10;

  private static final long MAX_WAITING_BYTES = 64L << 20;
  private static final int READ_SECONDS = 5;
  private static final int CLOSE_SECONDS = 5;

  private static final Logger LOG = System.getLogger(PutChecks.class.getName());

  private final Sea sea;
  private final Graph graph;
  private final AtomicLong waitingBytes = new AtomicLong();
  private final ThreadPoolExecutor threads;

  PutChecks(Sea sea, Graph graph, int threads) {
    this.sea = sea;
    this.graph = graph;
    this.threads =
        new ThreadPoolExecutor(
            threads,
            threads,
            0,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            Thread.ofPlatform().daemon().name("checks-", 0).factory(),
            new ThreadPoolExecutor.DiscardPolicy());
  }

  /** Puts that wait for a thread. */
  int waiting() {
    return threads.getQueue().size();
  }

  /** {@link #SIGNATURES_IN_LOOP}, or none as long as the loop would have to wait. */
  int signaturesInLoop() {
    return sea.isReady() ? SIGNATURES_IN_LOOP : 0;
  }

  /** Judges what can be judged without reading the graph. */
  Judgement now(List<Delta> put) {
    return sea.judge(put);
  }

  /**
   * Judges on another thread, reads what is open, and tells {@code then} there.
   *
   * @param bytes that the put takes while it waits
   * @return false if too much waits already; {@code then} is not told then
   */
  boolean later(Supplier<Judgement> judging, long bytes, Consumer<Judgement> then) {
    long waiting = waitingBytes.addAndGet(bytes);
    // One that is larger than all that may wait is taken when nothing else does.
    if (waiting > MAX_WAITING_BYTES && waiting > bytes) {
      waitingBytes.addAndGet(-bytes);
      return false;
    }
    threads.execute(() -> {
      waitingBytes.addAndGet(-bytes);
      then.accept(settled(judging));
    });
    return true;
  }

  /** Whatever happens, the put's turn must end, or what follows it would wait for ever. */
  private Judgement settled(Supplier<Judgement> judging) {
    try {
      return sea.settle(judging.get(), this::read);
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "A put could not be judged and is refused.", e);
      return new Judgement(List.of(), "the relay failed to check this put", List.of(), List.of());
    }
  }

  private Optional<Bytes> read(String soul, String key) throws UnreadableException {
    try {
      return graph.value(soul, key).get(READ_SECONDS, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new UnreadableException("the graph cannot be read");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreadableException("the relay stops");
    }
  }

  /** Ends the threads; what is not judged by then is dropped, unacknowledged. */
  @Override
  public void close() {
    threads.shutdown();
    try {
      if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        threads.shutdownNow();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
