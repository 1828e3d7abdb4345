package io.gunrelay.relay.audit;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A log of events. Taking one never blocks: when too many wait to be written, it is dropped and
 * counted. Thread-safe.
 */
public final class EventLog implements AutoCloseable {
  /** Where lines go; used by one thread. */
  interface Destination extends AutoCloseable {
    /** Takes whole lines. */
    void write(byte[] lines) throws IOException;

    @Override
    void close() throws IOException;
  }

  private record Dated(Instant at, Event event) {}

  static final int MAX_WAITING = 16_384;

  private static final int MAX_LINES = 256;
  private static final int CLOSE_SECONDS = 2;
  private static final Logger LOG = System.getLogger(EventLog.class.getName());

  private final String name;
  private final InstantSource clock;
  private final @Nullable Destination destination;
  private final Queue<Dated> events = new ConcurrentLinkedQueue<>();
  private final AtomicInteger waiting = new AtomicInteger();
  private final LongAdder written = new LongAdder();
  private final LongAdder dropped = new LongAdder();
  private final Thread thread;
  private volatile boolean closed;
  private boolean failing;

  /**
   * Begins one.
   *
   * @param name as its lines say: {@code access} or {@code audit}
   * @param destination owned from now on; null if the log is off
   */
  EventLog(String name, InstantSource clock, @Nullable Destination destination) {
    this.name = name;
    this.clock = clock;
    this.destination = destination;
    thread = Thread.ofPlatform().daemon().name(name + "-log").unstarted(this::writeAlways);
    if (destination != null) {
      thread.start();
    }
  }

  /** Takes nothing. */
  public static EventLog off(String name) {
    return new EventLog(name, InstantSource.system(), null);
  }

  /** Whether anything is written: who asks first need not make events in vain. */
  public boolean isOn() {
    return destination != null;
  }

  /** As its lines say. */
  public String name() {
    return name;
  }

  /** Takes an event, if it has room; by any thread. */
  public void add(Event event) {
    if (destination == null) {
      return;
    }
    if (waiting.incrementAndGet() > MAX_WAITING || closed) {
      waiting.decrementAndGet();
      dropped.increment();
      return;
    }
    events.add(new Dated(clock.instant(), event));
    LockSupport.unpark(thread);
  }

  /** Lines that have been written. */
  public long written() {
    return written.sum();
  }

  /** Events that came when there was no room, or could not be written. */
  public long dropped() {
    return dropped.sum();
  }

  private void writeAlways() {
    JsonEvents json = new JsonEvents(name);
    while (!closed || !events.isEmpty()) {
      if (events.isEmpty()) {
        LockSupport.park(this);
      } else {
        writeSome(json);
      }
    }
  }

  private void writeSome(JsonEvents json) {
    StringBuilder lines = new StringBuilder();
    int count = 0;
    for (Dated next = events.poll(); next != null; next = events.poll()) {
      waiting.decrementAndGet();
      json.append(next.at, next.event, lines);
      if (++count == MAX_LINES) {
        break;
      }
    }
    write(lines.toString().getBytes(StandardCharsets.UTF_8), count);
  }

  private void write(byte[] lines, int count) {
    Destination to = destination;
    try {
      if (to != null) {
        to.write(lines);
        written.add(count);
        failing = false;
      }
    } catch (IOException e) {
      dropped.add(count);
      if (!failing) {
        failing = true;
        LOG.log(Level.WARNING, "The {0} log cannot be written: {1}. Its lines are lost.", name, e);
      }
    }
  }

  /** Writes what waits, but does not wait long for that. */
  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    Destination to = destination;
    if (to == null) {
      return;
    }
    try {
      boolean _ = thread.join(Duration.ofSeconds(CLOSE_SECONDS));
      to.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      LOG.log(Level.WARNING, "The {0} log cannot be closed: {1}", name, e);
    }
  }
}
