package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.SourceSession;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** The end of a connection that gives; what {@code SourceLink} does, with smaller bounds. */
final class SourceEnd {
  private static final long WINDOW_BYTES = 300;
  private static final SourceSession.Limits LIMITS = new SourceSession.Limits(700, 1, 10);

  /** Of six keys with values of a few bytes, and of a vector that is kept small. */
  private static final long MAX_MESSAGE_BYTES = 2_000;

  /** A greeting, and heartbeats until the silence is too long. */
  private static final int OTHER_BYTES = 200;

  private final SimRelay relay;
  private final SimRelay.Running giving;
  private final SimRelay target;
  private final Mutation mutation;
  private final Runnable cut;
  private final BrokenFeed broken;
  private final Queue<Message> next = new ArrayDeque<>();
  private Message.@Nullable Hello greeting;
  private @Nullable SourceSession session;
  private Confirmations.@Nullable Link confirmations;
  private long unconfirmedBytes;
  private long lastBytes;
  private long heardMs;
  private boolean serving;
  private boolean asked;
  private boolean closed;

  SourceEnd(
      SimRelay relay,
      SimRelay.Running giving,
      SimRelay target,
      Mutation mutation,
      Random random,
      Runnable cut) {
    this.relay = relay;
    this.giving = giving;
    this.target = target;
    this.mutation = mutation;
    this.cut = cut;
    this.broken = new BrokenFeed(mutation, relay, giving, random);
  }

  boolean isOpen() {
    return !closed && relay.process() == giving;
  }

  boolean isServing() {
    return isOpen() && serving;
  }

  /** When it confirmed something last. */
  long heardMs() {
    return heardMs;
  }

  /** Whether it confirms so seldom that nobody has to wait for it. */
  boolean isSilent() {
    return giving.isPatienceOver(heardMs);
  }

  /** Whether the target takes by its own choice, as far as it has said. */
  boolean isAsked() {
    return isServing() && asked;
  }

  void close() {
    if (!isOpen()) {
      return;
    }
    closed = true;
    if (serving && !countsAs().equals(relay.region)) {
      giving.farTakerLost(this);
    }
    if (session != null) {
      session.close();
    }
    if (confirmations != null && mutation != Mutation.KEEP_CONFIRMATIONS_OF_ENDED_LINKS) {
      confirmations.close();
    }
  }

  void hear(Message message) {
    switch (message) {
      case Message.Hello hello -> {
        greeting = hello;
        next.add(
            new Message.Welcome(Message.VERSION, giving.engine.origin(), "relay", relay.region));
      }
      case Message.Listening _ -> open();
      case Message.Confirm confirm -> {
        if (session == null || confirmations == null) {
          throw new AssertionError("a confirmation before a greeting");
        }
        session.confirmed(confirm.vector());
        giving.remembered.merge(target, confirm.vector(), VersionVector::max);
        heardMs = giving.nowMs();
        confirmations.confirmed(confirm.vector());
        unconfirmedBytes -= confirm.bytes();
      }
      case Message.Purpose purpose -> asked = purpose.chosen();
      case Message.Heartbeat _ -> {
        // That it has come is all.
      }
      default -> throw new AssertionError("a target does not say " + message);
    }
  }

  private void open() {
    Message.Hello hello = greeting;
    if (hello == null) {
      throw new AssertionError("an address before a greeting");
    }
    VersionVector vector = hello.vector();
    giving.remembered.merge(target, vector, VersionVector::max);
    if (mutation == Mutation.REMEMBER_WHAT_IS_KNOWN_BEYOND_THE_SESSION) {
      vector = giving.remembered.getOrDefault(target, vector);
    }
    session = new SourceSession(giving.journal(), hello.origin(), vector, LIMITS, () -> {});
    broken.begin(session);
    serving = true;
    heardMs = giving.nowMs();
    if (!countsAs().equals(relay.region)) {
      giving.farTakerCame(this);
    }
    confirmations = giving.confirmations.opened(countsAs(), hello.vector());
  }

  /** Of which region the target is taken to be. */
  private String countsAs() {
    return mutation == Mutation.COUNT_RELAYS_OF_THE_OWN_REGION ? relay.region : target.region;
  }

  /** Says that it is there. */
  void beat() {
    if (isServing()) {
      next.add(new Message.Heartbeat(Bytes.EMPTY));
    }
  }

  /** The next message, if there is any. */
  @Nullable Message say() {
    SourceSession from = session;
    if (!isOpen()) {
      return null;
    }
    if (from != null
        && next.isEmpty()
        && (unconfirmedBytes < WINDOW_BYTES || mutation == Mutation.SEND_BEYOND_THE_WINDOW)) {
      Changes changes = from.next();
      if (changes != null) {
        broken.send(changes).forEach(sent -> next.add(new Message.Feed(sent)));
      }
      if (broken.isGivenUp()) {
        cut.run();
        return null;
      }
    }
    return next.poll();
  }

  /** It has taken as many bytes. */
  void said(Message message, int bytes) {
    if (message instanceof Message.Feed) {
      lastBytes = bytes;
      unconfirmedBytes += bytes;
    }
  }

  void checkBounds(int inFlight) {
    SourceSession from = session;
    if (!isOpen() || from == null) {
      return;
    }
    if (from.tailBytes() > LIMITS.tailBytes()) {
      throw new AssertionError("a tail is too long: " + from.tailBytes());
    }
    if (lastBytes > MAX_MESSAGE_BYTES) {
      throw new AssertionError("a message is too long: " + lastBytes);
    }
    if (unconfirmedBytes >= WINDOW_BYTES + lastBytes || inFlight > unconfirmedBytes + OTHER_BYTES) {
      throw new AssertionError(
          "more is on its way than may be: %d, %d".formatted(unconfirmedBytes, inFlight));
    }
  }
}
