package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.MessageCodec;
import io.gunrelay.relay.replication.ProtocolException;
import io.gunrelay.relay.replication.SourceSession;
import io.gunrelay.relay.replication.TargetSession;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.VersionVector;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One session between a process that gives and one that takes, and what is on the way. */
final class SimLink {
  private static final long MAX_TAIL_BYTES = 700;

  private final SimRelay source;
  private final SimRelay target;
  private final SimRelay.Running giving;
  private final SimRelay.Running taking;
  private final Mutation mutation;
  private final Random random;
  private final Deque<ByteBuffer> wire = new ArrayDeque<>();
  private final Deque<VersionVector> confirms = new ArrayDeque<>();
  private final List<Changes> heldBack = new ArrayList<>();
  private final Consumer<Commit> follower = this::committed;
  private final TargetSession targetSession;
  private @Nullable SourceSession sourceSession;
  private Confirmations.@Nullable Link confirmations;
  private boolean cut;

  SimLink(
      SimRelay source,
      SimRelay.Running giving,
      SimRelay target,
      SimRelay.Running taking,
      Mutation mutation,
      Random random) {
    this.source = source;
    this.giving = giving;
    this.target = target;
    this.taking = taking;
    this.mutation = mutation;
    this.random = random;
    Origin from = giving.engine.origin();
    targetSession =
        new TargetSession(
            taking.replica,
            taking.journal(),
            from,
            new TargetSession.Listener() {
              @Override
              public void stored(long bytes, boolean filled) {}

              @Override
              public void broken(StoreException why) {
                cut();
              }
            });
    taking
        .journal()
        .visit(point -> {
          point.follow(follower);
          greet(point.vector());
        });
  }

  boolean isBetween(SimRelay giver, SimRelay taker) {
    return giver == source && taker == target;
  }

  /** Whether anything can come of it. */
  boolean isAlive() {
    boolean targetRuns = target.process() == taking;
    boolean sourceRuns = source.process() == giving;
    return !cut && targetRuns && (sourceRuns || !wire.isEmpty());
  }

  void cut() {
    if (cut) {
      return;
    }
    cut = true;
    if (target.process() == taking) {
      taking.journal().unfollow(follower);
    }
    if (source.process() == giving) {
      if (sourceSession != null) {
        sourceSession.close();
      }
      if (confirmations != null) {
        confirmations.close();
      }
    }
  }

  /** The source says the next thing; false if it has nothing to say. */
  boolean say() {
    SourceSession session = sourceSession;
    if (cut || session == null || source.process() != giving) {
      return false;
    }
    Changes changes = session.next();
    if (changes == null) {
      return false;
    }
    send(changes);
    return true;
  }

  /** The target hears the next thing; false if nothing is on the way. */
  boolean hear() {
    if (cut || target.process() != taking || wire.isEmpty()) {
      return false;
    }
    ByteBuffer frame = wire.remove();
    int size = frame.remaining();
    try {
      if (MessageCodec.decode(frame) instanceof Message.Feed feed) {
        targetSession.received(mutated(feed.changes()), size);
        if (mutation == Mutation.CONFIRM_BEFORE_SYNC) {
          confirms.add(feed.changes().advanced());
        }
      }
    } catch (ProtocolException e) {
      throw new AssertionError(e);
    }
    return true;
  }

  /** The source hears what the target has synced; false if there is nothing to hear. */
  boolean confirm() {
    SourceSession session = sourceSession;
    if (cut || session == null || source.process() != giving || confirms.isEmpty()) {
      return false;
    }
    VersionVector vector = confirms.remove();
    session.confirmed(vector);
    if (confirmations != null) {
      confirmations.confirmed(vector);
    }
    return true;
  }

  private void committed(Commit commit) {
    confirms.add(commit.advanced());
  }

  private void greet(VersionVector vector) {
    if (!cut && source.process() == giving) {
      sourceSession =
          new SourceSession(
              giving.journal(), taking.engine.origin(), vector, MAX_TAIL_BYTES, () -> {});
      confirmations = giving.confirmations.opened(target.region, vector);
    }
  }

  private void send(Changes changes) {
    if (mutation == Mutation.ADOPT_THE_VECTOR_EARLY) {
      heldBack.add(changes);
      if (changes.filled()) {
        wire.add(MessageCodec.encode(new Message.Feed(heldBack.removeLast())));
      }
      if (!changes.filled() && changes.advanced().equals(VersionVector.EMPTY)) {
        return;
      }
      heldBack.forEach(held -> wire.add(MessageCodec.encode(new Message.Feed(held))));
      heldBack.clear();
      return;
    }
    wire.add(MessageCodec.encode(new Message.Feed(changes)));
  }

  private Changes mutated(Changes changes) {
    return switch (mutation) {
      case ADVANCE_ON_TAGS -> {
        Map<Origin, Long> tags = new HashMap<>();
        for (Commit.Value value : changes.values()) {
          tags.merge(value.tag().origin(), value.tag().sequence(), Math::max);
        }
        yield new Changes(
            changes.values(), changes.advanced().max(VersionVector.of(tags)), changes.filled());
      }
      case DROP_A_TAIL_ENTRY ->
          changes.advanced().equals(VersionVector.EMPTY) || random.nextInt(4) > 0
              ? changes
              : new Changes(List.of(), changes.advanced(), changes.filled());
      default -> changes;
    };
  }
}
