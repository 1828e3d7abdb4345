package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.Message;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Instant;
import java.time.InstantSource;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One address of another relay, dialled again and again for as long as it is listed. */
final class Peer {
  private static final Logger LOG = System.getLogger(Peer.class.getName());
  private static final long FIRST_WAIT_MS = 100;
  private static final long LONGEST_WAIT_MS = 2_000;

  /** A peer that breaks off so many fills is sick: it must not keep this relay from its clients. */
  private static final int MAX_BROKEN_FILLS = 3;

  /** What has become of the first try. */
  enum Beginning {
    /** Nothing is known yet, or it is being filled from. */
    PENDING,
    /** What it had is here. */
    FILLED,
    /** It cannot be reached, is no relay, or does not get to the end of a fill. */
    UNREACHABLE,
    /** It is this relay, or one that is known by another address. */
    NEEDLESS
  }

  private final InetSocketAddress address;
  private final GraphEngine engine;
  private final ReplicationSettings settings;
  private final MetOrigins met;
  private final ReportText reports;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Thread thread;
  private volatile boolean stopped;
  private volatile Beginning beginning = Beginning.PENDING;
  private volatile @Nullable Wire wire;
  private volatile boolean connected;
  private volatile @Nullable Instant lastHeard;
  private volatile @Nullable RelayReport report;
  private long waitMs = FIRST_WAIT_MS;
  private int brokenFills;

  Peer(
      InetSocketAddress address,
      GraphEngine engine,
      ReplicationSettings settings,
      MetOrigins met,
      ReportText reports,
      InstantSource clock,
      RandomGenerator random) {
    this.address = address;
    this.engine = engine;
    this.settings = settings;
    this.met = met;
    this.reports = reports;
    this.clock = clock;
    this.random = random;
    this.thread = Thread.ofVirtual().name("replication-" + address).unstarted(this::dialAlways);
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

  Beginning beginning() {
    return beginning;
  }

  boolean isConnected() {
    return connected;
  }

  boolean saysReady() {
    RelayReport heard = report;
    return connected && heard != null && heard.ready();
  }

  PeerReport report() {
    return new PeerReport(text(), connected, lastHeard, report);
  }

  String text() {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
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
    Socket socket = new Socket();
    try {
      socket.connect(address, (int) settings.timing().connect().toMillis());
    } catch (IOException e) {
      socket.close();
      giveUpFilling();
      throw e;
    }
    try (Wire open = Wire.over(socket, settings.security(), true)) {
      wire = open;
      Acquaintance acquaintance = new Acquaintance();
      try {
        new TargetLink(open, engine.replica(), engine.journal(), settings, acquaintance).run();
      } finally {
        acquaintance.end();
        if (acquaintance.peer == null || ++brokenFills >= MAX_BROKEN_FILLS) {
          giveUpFilling();
        }
      }
    } finally {
      wire = null;
    }
  }

  private void giveUpFilling() {
    if (beginning == Beginning.PENDING) {
      beginning = Beginning.UNREACHABLE;
    }
  }

  private void waitBeforeDialling() throws InterruptedException {
    Thread.sleep(waitMs / 2 + random.nextLong(waitMs));
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  /** One connection's knowledge of the peer. */
  private final class Acquaintance implements TargetLink.Watcher {
    private Message.@Nullable Welcome peer;

    @Override
    public boolean met(Message.Welcome welcome) {
      if (!met.add(welcome.origin())) {
        beginning = Beginning.NEEDLESS;
        waitMs = LONGEST_WAIT_MS;
        return false;
      }
      peer = welcome;
      waitMs = FIRST_WAIT_MS;
      connected = true;
      lastHeard = clock.instant();
      LOG.log(Level.INFO, "replicating from {0} at {1}", welcome.name(), text());
      return true;
    }

    @Override
    public void filled() {
      beginning = Beginning.FILLED;
    }

    @Override
    public void heard(Bytes text) {
      lastHeard = clock.instant();
      reports.parse(text).ifPresent(parsed -> report = parsed);
    }

    void end() {
      connected = false;
      Message.Welcome left = peer;
      if (left != null) {
        met.remove(left.origin());
        LOG.log(Level.INFO, "lost {0} at {1}", left.name(), text());
      }
    }
  }
}
