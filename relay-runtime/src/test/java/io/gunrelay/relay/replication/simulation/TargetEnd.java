package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.TargetSession;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.VersionVector;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The end of a connection that takes, and has dialled; what {@code TargetLink} does. */
final class TargetEnd {
  private final SimRelay relay;
  private final SimRelay.Running taking;
  private final Mutation mutation;
  private final Runnable cut;
  private final Consumer<Commit> follower = this::committed;
  private @Nullable TargetSession session;
  private VersionVector unconfirmed = VersionVector.EMPTY;
  private long doneBytes;
  private boolean closed;

  TargetEnd(
      SimRelay relay,
      SimRelay.Running taking,
      Mutation mutation,
      Runnable cut,
      Consumer<Message> say) {
    this.relay = relay;
    this.taking = taking;
    this.mutation = mutation;
    this.cut = cut;
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
      case Message.Welcome welcome ->
          session =
              new TargetSession(taking.replica, taking.journal(), welcome.origin(), new Listener());
      case Message.Feed feed -> {
        if (session == null) {
          throw new AssertionError("a feed before a greeting");
        }
        session.received(feed.changes(), bytes);
        if (mutation == Mutation.CONFIRM_BEFORE_SYNC) {
          unconfirmed = unconfirmed.max(feed.changes().advanced());
        }
      }
      default -> throw new AssertionError("a source does not say " + message);
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
    }

    @Override
    public void broken(StoreException why) {
      cut.run();
    }
  }
}
