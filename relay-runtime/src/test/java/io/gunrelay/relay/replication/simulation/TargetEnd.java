package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.TargetSession;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.VersionVector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a connection that takes, and has dialled; what {@code TargetLink} does. */
final class TargetEnd {
  /** Told what happens, as {@code TargetLink} tells it. */
  interface Watcher {
    /** Takes from whoever it is. */
    Watcher OF_ANYBODY =
        new Watcher() {
          @Override
          public boolean met(Message.Welcome peer) {
            return true;
          }

          @Override
          public boolean isChosen() {
            return true;
          }

          @Override
          public void filled() {}
        };

    /**
     * The source has said who it is.
     *
     * @return whether to go on with it
     */
    boolean met(Message.Welcome peer);

    /** Whether this relay wants it; else it takes because it is taken from. */
    boolean isChosen();

    /** All that the source had when it was asked is on this relay's disk. */
    void filled();
  }

  /** Nobody dials it. */
  private static final int PORT = 1;

  private final SimRelay relay;
  private final SimRelay.Running taking;
  private final Mutation mutation;
  private final Runnable cut;
  private final Consumer<Message> say;
  private final Watcher watcher;
  private final Consumer<Commit> follower = this::committed;
  private @Nullable TargetSession session;
  private VersionVector unconfirmed = VersionVector.EMPTY;
  private long doneBytes;
  private boolean chosen;
  private boolean closed;

  TargetEnd(
      SimRelay relay,
      SimRelay.Running taking,
      Mutation mutation,
      Runnable cut,
      Consumer<Message> say,
      Watcher watcher) {
    this.relay = relay;
    this.taking = taking;
    this.mutation = mutation;
    this.cut = cut;
    this.say = say;
    this.watcher = watcher;
    taking
        .journal()
        .visit(point -> {
          if (isOpen()) {
            point.follow(follower);
            say.accept(
                new Message.Hello(
                    Message.VERSION,
                    taking.engine.origin(),
                    "relay",
                    relay.region,
                    relay.announced(point.vector())));
          }
        });
  }

  boolean isOpen() {
    return !closed && relay.process() == taking;
  }

  void close() {
    if (isOpen()) {
      closed = true;
      taking.journal().unfollow(follower);
    }
  }

  void hear(Message message, int bytes) {
    switch (message) {
      case Message.Welcome welcome -> {
        if (!watcher.met(welcome)) {
          close();
          return;
        }
        chosen = watcher.isChosen();
        say.accept(new Message.Listening(PORT));
        say.accept(new Message.Purpose(chosen));
        session =
            new TargetSession(taking.replica, taking.journal(), welcome.origin(), new Listener());
      }
      case Message.Feed feed -> {
        if (session == null) {
          throw new AssertionError("a feed before a greeting");
        }
        session.received(feed.changes(), bytes);
        if (mutation == Mutation.CONFIRM_BEFORE_SYNC) {
          unconfirmed = unconfirmed.max(feed.changes().advanced());
        }
      }
      case Message.Heartbeat _ -> {
        // That it has come is all.
      }
      default -> throw new AssertionError("a source does not say " + message);
    }
  }

  /** Says that it is there, and why it takes, if that is new. */
  void beat() {
    if (!isOpen() || session == null) {
      return;
    }
    say.accept(new Message.Heartbeat(Bytes.EMPTY));
    if (chosen != watcher.isChosen()) {
      chosen = !chosen;
      say.accept(new Message.Purpose(chosen));
    }
  }

  /** What has been synced and done with since the last time; null if that is nothing. */
  @Nullable Message confirm() {
    // A source that has not greeted is told nothing.
    boolean nothing = doneBytes == 0 && unconfirmed.equals(VersionVector.EMPTY);
    if (!isOpen() || session == null || nothing) {
      return null;
    }
    Message.Confirm confirm = new Message.Confirm(unconfirmed, doneBytes);
    unconfirmed = VersionVector.EMPTY;
    doneBytes = 0;
    return confirm;
  }

  private void committed(Commit commit) {
    unconfirmed = unconfirmed.max(commit.advanced());
  }

  private final class Listener implements TargetSession.Listener {
    @Override
    public void stored(long bytes, boolean filled) {
      doneBytes += bytes;
      if (filled) {
        watcher.filled();
      }
    }

    @Override
    public void broken(StoreException why) {
      cut.run();
    }
  }
}
