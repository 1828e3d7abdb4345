package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.store.Origin;
import java.util.Random;

/**
 * One connection between a process that gives and one that takes and has dialled, and what is on
 * the way.
 *
 * <p>It is what TCP gives: bytes come in order, or the connection breaks, and of what was on the
 * way a part has come, up to the middle of a message. So messages are lost, doubled and late only
 * as connections are: a new one comes up beside an old one, at the same time in both directions or
 * one, and the old one may still deliver. Each end learns for itself that the other is gone.
 */
final class SimLink {
  private final SimNetwork network;
  private final SimRelay source;
  private final SimRelay target;
  private final int targetLife;
  private final Origin targetOrigin;
  private final Trace trace;
  private final SimPipe feed = new SimPipe();
  private final SimPipe back = new SimPipe();
  private final SourceEnd giver;
  private final TargetEnd taker;

  SimLink(
      SimNetwork network,
      SimRelay source,
      SimRelay.Running giving,
      SimRelay target,
      SimRelay.Running taking,
      Mutation mutation,
      TargetEnd.Watcher watcher,
      Random random,
      Trace trace) {
    this.network = network;
    this.source = source;
    this.target = target;
    this.targetLife = target.lives();
    this.targetOrigin = taking.engine.origin();
    this.trace = trace;
    giver = new SourceEnd(source, giving, target, mutation, random, this::cut);
    taker = new TargetEnd(target, taking, mutation, this::cut, back::write, watcher);
  }

  SimRelay source() {
    return source;
  }

  SimRelay target() {
    return target;
  }

  /** The process that takes. */
  Origin targetOrigin() {
    return targetOrigin;
  }

  boolean isBetween(SimRelay giver, SimRelay taker) {
    return giver == source && taker == target;
  }

  /** Whether each end has the other, as far as it knows. */
  boolean isUp() {
    return giver.isOpen() && taker.isOpen() && !feed.isOver() && !back.isOver();
  }

  /** Whether anything passes to the target. */
  boolean feeds() {
    return network.passes(source, target);
  }

  /** Whether anything passes to the source. */
  boolean answers() {
    return network.passes(target, source);
  }

  /** Whether anything passes, either way. */
  boolean canTalk() {
    return feeds() || answers();
  }

  /** Whether anything can come of it. */
  boolean isAlive() {
    return giver.isOpen() || taker.isOpen();
  }

  /** Whether the target takes from the source, as far as the source knows. */
  boolean isServed() {
    return giver.isServing();
  }

  /** Whether it confirms so seldom that the source need not wait for it. */
  boolean isSilent() {
    return giver.isSilent();
  }

  /** Whether the target takes, by its own choice. */
  boolean isAsked() {
    return giver.isAsked();
  }

  /** Whether the target has not ended it. */
  boolean isTaken() {
    return taker.isOpen();
  }

  /** Whether the target has another disk than the one that it has dialled with. */
  boolean hasLostTheDisk() {
    return target.lives() != targetLife;
  }

  /** Both ends know at once that there is no connection any more. */
  void cut() {
    breakOff(0, 0);
    giver.close();
    taker.close();
  }

  /** There is no connection any more; of what is on the way so many bytes arrive. */
  void breakOff(int feedBytes, int backBytes) {
    trace.add(() -> this + " breaks, " + feedBytes + " and " + backBytes + " bytes still arrive");
    feed.breakOff(feedBytes);
    back.breakOff(backBytes);
  }

  /** Both ends say that they are there. */
  void beat() {
    giver.beat();
    taker.beat();
  }

  /** One end has not heard the other for too long. */
  void giveUp(boolean bySource) {
    trace.add(() -> this + " is given up by its " + (bySource ? "source" : "target"));
    if (bySource) {
      giver.close();
    } else {
      taker.close();
    }
    noticeEnds();
  }

  /** The source says the next thing; false if it has nothing to say. */
  boolean say() {
    Message message = giver.say();
    if (message != null) {
      giver.said(message, feed.write(message));
    }
    return message != null;
  }

  /** So many bytes reach the target, or it hears a message; false if nothing is on the way. */
  boolean hear(int bytes) {
    boolean arrived = feeds() && feed.arrive(bytes);
    Message message = taker.isOpen() ? feed.read() : null;
    if (message != null) {
      trace.add(() -> this + " delivers " + message);
      taker.hear(message, feed.lastReadBytes());
    }
    return message != null || arrived;
  }

  /** The target says what it has synced; false if that is nothing new. */
  boolean confirm() {
    Message message = taker.confirm();
    if (message != null) {
      back.write(message);
    }
    return message != null;
  }

  /** So many bytes reach the source, or it hears a message; false if nothing is on the way. */
  boolean learn(int bytes) {
    boolean arrived = answers() && back.arrive(bytes);
    Message message = giver.isOpen() ? back.read() : null;
    if (message != null) {
      trace.add(() -> this + " takes back " + message);
      giver.hear(message);
    }
    return message != null || arrived;
  }

  /** An end whose other end is gone learns of it, once it has heard all; false if none does. */
  boolean end() {
    boolean targetEnds = endTarget();
    return endSource() || targetEnds;
  }

  /** The same of the target. */
  boolean endTarget() {
    noticeEnds();
    boolean ends = taker.isOpen() && feed.isOver();
    if (ends) {
      taker.close();
    }
    return ends;
  }

  /** The same of the source. */
  boolean endSource() {
    noticeEnds();
    boolean ends = giver.isOpen() && back.isOver();
    if (ends) {
      giver.close();
    }
    return ends;
  }

  /** Nothing takes more memory than it may. */
  void checkBounds() {
    giver.checkBounds(feed.inFlight());
  }

  private void noticeEnds() {
    if (!giver.isOpen()) {
      feed.end();
    }
    if (!taker.isOpen()) {
      back.end();
    }
  }

  @Override
  public String toString() {
    return "%d->%d".formatted(source.number, target.number);
  }
}
