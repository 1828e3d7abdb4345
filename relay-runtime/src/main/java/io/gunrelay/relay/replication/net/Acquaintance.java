package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.store.VersionVector;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import org.jspecify.annotations.Nullable;

/** What becomes of one connection to a peer: tells the peer's state of it. */
final class Acquaintance implements TargetLink.Watcher {
  private static final Logger LOG = System.getLogger(Acquaintance.class.getName());

  private final String address;
  private final PeerState state;
  private final Redial redial;
  private final PeerContext context;
  private final Runnable review;
  private final LinkHealth link;
  private Message.@Nullable Welcome linked;
  private boolean answered;

  /**
   * A connection that begins now.
   *
   * @param review called when the state has changed, before that is acted upon
   */
  Acquaintance(
      String address, PeerState state, Redial redial, PeerContext context, Runnable review) {
    this.address = address;
    this.state = state;
    this.redial = redial;
    this.context = context;
    this.review = review;
    link = new LinkHealth(context.settings().timing());
  }

  /** Whether the peer has said who it is. */
  boolean hasAnswered() {
    return answered;
  }

  @Override
  public boolean met(Message.Welcome welcome) {
    answered = true;
    state.answered(context.clock().instant());
    if (context.met().has(welcome.origin())) {
      return needless(welcome);
    }
    redial.answered();
    state.introduced(welcome);
    review.run();
    if (welcome.version() >= Message.LISTENING_SINCE && state.standsBy()) {
      context.met().seen(welcome.origin());
      return false;
    }
    if (!context.met().add(welcome.origin())) {
      return needless(welcome);
    }
    linked = welcome;
    redial.linked();
    state.linked(link);
    LOG.log(Level.INFO, "replicating from {0} at {1}", welcome.name(), address);
    return true;
  }

  private boolean needless(Message.Welcome welcome) {
    state.needless();
    redial.needless(welcome.origin().equals(context.engine().origin()));
    return false;
  }

  @Override
  public boolean isChosen() {
    return state.isChosen();
  }

  @Override
  public void synced(VersionVector vector) {
    link.synced(vector);
  }

  @Override
  public void filled() {
    link.filled();
    state.filled();
  }

  @Override
  public void heard(Bytes text) {
    state.answered(context.clock().instant());
    context
        .reports()
        .parse(text)
        .ifPresent(report -> {
          state.said(report);
          context.heard().accept(report);
        });
  }

  @Override
  public void progressed(Message.Progress progress) {
    link.heard(progress);
    context.met().heardOf(progress.seen());
  }

  /**
   * The connection has ended.
   *
   * @param released whether this relay has ended it, having enough others
   */
  void end(boolean released) {
    if (linked == null) {
      if (!answered) {
        state.failed();
        review.run();
        state.giveUpFilling();
      }
      return;
    }
    context.met().remove(linked.origin());
    if (released) {
      LOG.log(Level.INFO, "enough others than {0} at {1}", linked.name(), address);
      state.released();
      review.run();
    } else {
      LOG.log(Level.INFO, "lost {0} at {1}", linked.name(), address);
      state.failed();
      // Another one may have to be waited for in its place.
      review.run();
      state.fillBroken();
    }
  }
}
