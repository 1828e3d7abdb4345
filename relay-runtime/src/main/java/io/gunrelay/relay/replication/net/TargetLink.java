package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.ReplicaGraph;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.ProtocolException;
import io.gunrelay.relay.replication.TargetSession;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;

/** A connection to a peer, to take what is committed there. */
final class TargetLink {
  /** Told what happens, by the link's threads. */
  interface Watcher {
    /**
     * The peer has said who it is.
     *
     * @return whether to go on with it
     */
    boolean met(Message.Welcome peer);

    /** All that the peer had when it was asked is on this relay's disk. */
    void filled();

    /** Whether this relay wants the link; else it takes because it is taken from. */
    boolean isChosen();

    /** As much has been synced here. */
    void synced(VersionVector vector);

    /** The peer has said something of itself. */
    void heard(Bytes report);

    /** The peer has said how far it is, and of whom it has heard. */
    void progressed(Message.Progress progress);
  }

  private final Wire wire;
  private final ReplicaGraph graph;
  private final Journal journal;
  private final ReplicationSettings settings;
  private final Watcher watcher;
  private final Signal signal = new Signal();
  private final Consumer<Commit> follower = this::committed;
  private VersionVector unconfirmed = VersionVector.EMPTY;
  private long doneBytes;

  TargetLink(
      Wire wire,
      ReplicaGraph graph,
      Journal journal,
      ReplicationSettings settings,
      Watcher watcher) {
    this.wire = wire;
    this.graph = graph;
    this.journal = journal;
    this.settings = settings;
    this.watcher = watcher;
  }

  /** Takes from the peer until the connection ends. */
  void run() throws IOException, InterruptedException {
    try {
      wire.setPatience(settings.timing().connect());
      VersionVector vector = vector();
      watcher.synced(vector);
      wire.write(
          new Message.Hello(
              Message.VERSION, journal.origin(), settings.name(), settings.region(), vector));
      wire.flush();
      if (!(wire.read(Wire.MAX_INTRODUCTION_BYTES) instanceof Message.Welcome welcome)) {
        throw new ProtocolException("the peer did not introduce itself");
      }
      if (watcher.met(welcome)) {
        if (welcome.version() >= Message.LISTENING_SINCE) {
          wire.write(new Message.Listening(settings.listen().getPort()));
          wire.flush();
        }
        if (welcome.version() >= Message.COMPRESSION_SINCE
            && !welcome.region().equals(settings.region())) {
          wire.decompress();
        }
        take(welcome.origin(), welcome.version() >= Message.PROGRESS_SINCE);
      }
    } finally {
      journal.unfollow(follower);
      wire.close();
      wire.free();
    }
  }

  /** What has been synced; from here on, what is committed will be confirmed. */
  private VersionVector vector() throws IOException, InterruptedException {
    CompletableFuture<VersionVector> vector = new CompletableFuture<>();
    journal.visit(point -> {
      point.follow(follower);
      vector.complete(point.vector());
    });
    try {
      return vector.get(settings.timing().deadAfter().toNanos(), TimeUnit.NANOSECONDS);
    } catch (ExecutionException | TimeoutException e) {
      throw new IOException("the journal does not answer", e);
    }
  }

  private void take(Origin source, boolean withPurpose) throws IOException, InterruptedException {
    wire.setPatience(settings.timing().deadAfter());
    TargetSession session =
        new TargetSession(
            graph,
            journal,
            source,
            new TargetSession.Listener() {
              @Override
              public void stored(long bytes, boolean filled) {
                done(bytes);
                if (filled) {
                  watcher.filled();
                }
              }

              @Override
              public void broken(StoreException why) {
                wire.close();
              }
            });
    Thread writer = Thread.ofVirtual().name("replication-takes").start(() -> confirm(withPurpose));
    try {
      while (true) {
        switch (wire.read(Wire.MAX_MESSAGE_BYTES)) {
          case Message.Feed feed -> session.received(feed.changes(), wire.lastReadBytes());
          case Message.Heartbeat heartbeat -> watcher.heard(heartbeat.report());
          case Message.Progress progress -> watcher.progressed(progress);
          default -> throw new ProtocolException("a source does not say this");
        }
      }
    } finally {
      wire.close();
      signal.raise();
      writer.join();
    }
  }

  private void confirm(boolean withPurpose) {
    long heartbeatNs = settings.timing().heartbeat().toNanos();
    long nextHeartbeat = System.nanoTime() + heartbeatNs;
    try {
      boolean chosen = watcher.isChosen();
      if (withPurpose) {
        wire.write(new Message.Purpose(chosen));
        wire.flush();
      }
      while (!wire.isClosed()) {
        signal.await(Math.max(0, nextHeartbeat - System.nanoTime()));
        Message.Confirm confirm = takeConfirm();
        if (confirm.bytes() > 0 || !confirm.vector().equals(VersionVector.EMPTY)) {
          wire.write(confirm);
        }
        if (System.nanoTime() - nextHeartbeat >= 0) {
          wire.write(new Message.Heartbeat(Bytes.EMPTY));
          if (withPurpose && chosen != watcher.isChosen()) {
            chosen = !chosen;
            wire.write(new Message.Purpose(chosen));
          }
          nextHeartbeat = System.nanoTime() + heartbeatNs;
        }
        wire.flush();
      }
    } catch (IOException | InterruptedException e) {
      wire.close();
    }
  }

  private synchronized Message.Confirm takeConfirm() {
    Message.Confirm confirm = new Message.Confirm(unconfirmed, doneBytes);
    unconfirmed = VersionVector.EMPTY;
    doneBytes = 0;
    return confirm;
  }

  private void committed(Commit commit) {
    if (commit.advanced().equals(VersionVector.EMPTY)) {
      return;
    }
    watcher.synced(commit.advanced());
    synchronized (this) {
      unconfirmed = unconfirmed.max(commit.advanced());
    }
    signal.raise();
  }

  private void done(long bytes) {
    synchronized (this) {
      doneBytes += bytes;
    }
    signal.raise();
  }
}
