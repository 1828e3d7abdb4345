package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.ProtocolException;
import io.gunrelay.relay.replication.SourceSession;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A connection of a peer that takes what is committed here. */
final class SourceLink {
  /** How much of the feed may be on its way and not confirmed: what the target has to remember. */
  private static final long WINDOW_BYTES = 4 << 20;

  private final Wire wire;
  private final Journal journal;
  private final ReplicationSettings settings;
  private final Confirmations confirmations;
  private final Supplier<Bytes> report;
  private final Takers takers;
  private final MetOrigins met;
  private final Traffic traffic;
  private final Signal signal = new Signal();
  private final AtomicLong unconfirmedBytes = new AtomicLong();
  private final AtomicReference<@Nullable VersionVector> synced = new AtomicReference<>();
  private VersionVector told = VersionVector.EMPTY;
  private boolean asked;
  private long countedBytes;

  SourceLink(
      Wire wire,
      Journal journal,
      ReplicationSettings settings,
      Confirmations confirmations,
      Supplier<Bytes> report,
      Takers takers,
      MetOrigins met,
      Traffic traffic) {
    this.wire = wire;
    this.journal = journal;
    this.settings = settings;
    this.confirmations = confirmations;
    this.report = report;
    this.takers = takers;
    this.met = met;
    this.traffic = traffic;
  }

  /**
   * Serves the peer until the connection ends.
   *
   * @param introduced run once the peer has said who it is
   */
  void run(Runnable introduced) throws IOException, InterruptedException {
    wire.setPatience(settings.timing().connect());
    if (!(wire.read(Wire.MAX_INTRODUCTION_BYTES) instanceof Message.Hello hello)) {
      throw new ProtocolException("the peer did not introduce itself");
    }
    introduced.run();
    int version = Math.min(hello.version(), Message.VERSION);
    wire.write(new Message.Welcome(version, journal.origin(), settings.name(), settings.region()));
    wire.flush();
    if (hello.origin().equals(journal.origin())) {
      return;
    }
    if (version < Message.LISTENING_SINCE) {
      give(hello, version, null);
      return;
    }
    if (!(wire.read(Wire.MAX_INTRODUCTION_BYTES) instanceof Message.Listening listening)) {
      throw new ProtocolException("the peer did not say where it listens");
    }
    give(hello, version, new InetSocketAddress(wire.remote(), listening.port()));
  }

  private void give(Message.Hello hello, int version, @Nullable InetSocketAddress listening)
      throws IOException, InterruptedException {
    wire.setPatience(settings.timing().deadAfter());
    if (version >= Message.COMPRESSION_SINCE && !hello.region().equals(settings.region())) {
      wire.compress();
    }
    try (SourceSession session =
            new SourceSession(
                journal,
                hello.origin(),
                hello.vector(),
                SourceSession.Limits.USUAL,
                signal::raise);
        Confirmations.Link link = confirmations.opened(hello.region(), hello.vector());
        Takers.Taker taker =
            takers.opened(
                hello.origin(),
                listening,
                version < Message.PROGRESS_SINCE,
                () -> session.tailBytes() + unconfirmedBytes.get())) {
      Thread reader =
          Thread.ofVirtual()
              .name("replication-confirms")
              .start(() -> readConfirms(session, link, taker, hello.origin()));
      try {
        send(session, version);
      } finally {
        wire.close();
        reader.join();
        wire.free();
      }
    }
  }

  private void send(SourceSession session, int version) throws IOException, InterruptedException {
    boolean traces = version >= Message.TRACES_SINCE;
    long heartbeatNs = settings.timing().heartbeat().toNanos();
    long nextHeartbeat = System.nanoTime();
    while (!wire.isClosed()) {
      long now = System.nanoTime();
      if (now - nextHeartbeat >= 0) {
        write(new Message.Heartbeat(report.get()));
        wire.flush();
        nextHeartbeat = now + heartbeatNs;
        if (version >= Message.PROGRESS_SINCE) {
          askHowFar();
        }
      }
      VersionVector vector = synced.getAndSet(null);
      if (vector != null) {
        asked = false;
        tell(vector, session);
      }
      Changes changes = unconfirmedBytes.get() < WINDOW_BYTES ? session.next() : null;
      if (changes != null) {
        boolean silent = changes.isTraced() && !traces;
        unconfirmedBytes.addAndGet(write(new Message.Feed(silent ? changes.untraced() : changes)));
      } else {
        wire.flush();
        signal.await(Math.max(0, nextHeartbeat - System.nanoTime()));
      }
    }
  }

  /** A journal that hangs is asked once. */
  private void askHowFar() {
    if (!asked) {
      asked = true;
      journal.visit(point -> {
        synced.set(point.vector());
        signal.raise();
      });
    }
  }

  private void tell(VersionVector vector, SourceSession session) throws IOException {
    Map<Origin, Long> more = new HashMap<>(vector.sequences());
    more.entrySet().removeIf(entry -> entry.getValue() <= told.of(entry.getKey()));
    told = vector;
    long bytes = session.tailBytes() + unconfirmedBytes.get();
    write(new Message.Progress(VersionVector.of(more), bytes, met.tell()));
    wire.flush();
  }

  /** Returns its size, as the target counts it. */
  private int write(Message message) throws IOException {
    int bytes = wire.write(message);
    traffic.sent(bytes, wire.sentBytes() - countedBytes);
    countedBytes = wire.sentBytes();
    return bytes;
  }

  private void readConfirms(
      SourceSession session, Confirmations.Link link, Takers.Taker taker, Origin target) {
    try {
      while (true) {
        switch (wire.read(Wire.MAX_INTRODUCTION_BYTES)) {
          case Message.Confirm confirm -> {
            session.confirmed(confirm.vector());
            link.confirmed(confirm.vector());
            unconfirmedBytes.addAndGet(-confirm.bytes());
            signal.raise();
          }
          case Message.Purpose purpose -> taker.asks(purpose.chosen());
          case Message.Heartbeat _ -> met.seen(target);
          default -> throw new ProtocolException("a target does not say this");
        }
      }
    } catch (IOException e) {
      wire.close();
      signal.raise();
    }
  }
}
