package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.replication.RegionLinks;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import org.jspecify.annotations.Nullable;

/** One address of another relay, dialled again and again for as long as it is listed. */
final class Peer {
  private static final Logger LOG = System.getLogger(Peer.class.getName());

  private final InetSocketAddress address;
  private final PeerContext context;
  private final Runnable review;
  private final PeerState state;
  private final Redial redial;
  private final Thread thread;
  private final Signal wake = new Signal();
  private volatile boolean stopped;
  private volatile boolean released;
  private volatile @Nullable Wire wire;

  /**
   * Not started yet.
   *
   * @param review called when what is known of it has changed, before it acts on that
   */
  Peer(InetSocketAddress address, PeerContext context, Takers takers, Runnable review) {
    this.address = address;
    this.context = context;
    this.review = review;
    state = new PeerState(address, takers, context.clock());
    redial = new Redial(context.random());
    thread = Thread.ofVirtual().name("replication-" + address).unstarted(this::dialAlways);
  }

  void start() {
    thread.start();
  }

  void stop() {
    stopped = true;
    thread.interrupt();
    Wire open = wire;
    if (open != null) {
      open.close();
    }
  }

  void join() throws InterruptedException {
    thread.join();
  }

  /** How it stands with it. */
  PeerState state() {
    return state;
  }

  /** What has been decided about it and the others. */
  void decided(RegionLinks.Decision decision) {
    if (state.decided(decision)) {
      wake.raise();
    }
    Wire open = wire;
    if (decision.surplus().contains(text()) && open != null) {
      released = true;
      open.close();
    }
  }

  String text() {
    return PeerState.text(address);
  }

  private void dialAlways() {
    while (!stopped) {
      try {
        dial();
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.DEBUG, "replication with {0} ended: {1}", text(), e);
      } catch (InterruptedException e) {
        return;
      }
      try {
        waitBeforeDialling();
      } catch (InterruptedException e) {
        return;
      }
    }
  }

  private void dial() throws IOException, InterruptedException {
    ReplicationSettings settings = context.settings();
    var next = new Acquaintance(text(), state, redial, context, review);
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) settings.timing().connect().toMillis());
    } catch (IOException e) {
      socket.close();
      next.end(false);
      throw e;
    }
    try (Wire open = Wire.over(socket, settings.security(), true)) {
      released = false;
      wire = open;
      new TargetLink(open, context.engine().replica(), context.engine().journal(), settings, next)
          .run();
    } catch (IOException e) {
      if (!next.hasAnswered() && !stopped) {
        context.complaints().ofDialled(text(), e);
      }
      throw e;
    } finally {
      wire = null;
      next.end(released);
    }
  }

  private void waitBeforeDialling() throws InterruptedException {
    if (state.reach() != RegionLinks.Reach.STANDBY) {
      Thread.sleep(redial.next());
    } else if (!state.isWanted()) {
      wake.await(redial.jittered(context.settings().timing().standby()).toNanos());
    }
  }
}
