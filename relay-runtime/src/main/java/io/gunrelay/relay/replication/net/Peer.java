package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** One address of another relay, dialled again and again for as long as it is listed. */
final class Peer {
  private static final Logger LOG = System.getLogger(Peer.class.getName());
  private static final long FIRST_WAIT_MS = 100;

  /** Half as much again, by chance, and no more: a link that is healed is to be used at once. */
  private static final long LONGEST_WAIT_MS = 1_000;

  /**
   * What leads to this relay itself, or to one that is linked, is dialled more and more seldom: a
   * handshake costs both ends some milliseconds.
   */
  private static final long FIRST_NEEDLESS_WAIT_MS = 2_000;

  private static final long LONGEST_OWN_WAIT_MS = 60_000;
  private static final long LONGEST_ALIAS_WAIT_MS = 10_000;

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
    /** It is of another region, and others of that are chosen. */
    STANDBY,
    /** It is this relay, or one that is known by another address. */
    NEEDLESS
  }

  private final InetSocketAddress address;
  private final GraphEngine engine;
  private final ReplicationSettings settings;
  private final MetOrigins met;
  private final Takers takers;
  private final ReportText reports;
  private final Complaints complaints;
  private final Runnable review;
  private final InstantSource clock;
  private final RandomGenerator random;
  private final Thread thread;
  private final Signal wake = new Signal();
  private volatile boolean stopped;
  private volatile Beginning beginning = Beginning.PENDING;
  private volatile @Nullable Wire wire;
  private volatile RegionLinks.Reach reach = RegionLinks.Reach.UNTRIED;
  private volatile @Nullable String region;
  private volatile @Nullable Origin origin;
  private volatile @Nullable LinkHealth health;
  private volatile boolean wanted = true;
  private volatile boolean chosen = true;
  private volatile boolean released;
  private volatile @Nullable Instant lastHeard;
  private volatile @Nullable RelayReport report;
  private long waitMs = FIRST_WAIT_MS;
  private long needlessWaitMs = FIRST_NEEDLESS_WAIT_MS;
  private int brokenFills;

  Peer(
      InetSocketAddress address,
      GraphEngine engine,
      ReplicationSettings settings,
      MetOrigins met,
      Takers takers,
      ReportText reports,
      Complaints complaints,
      Runnable review,
      InstantSource clock,
      RandomGenerator random) {
    this.address = address;
    this.engine = engine;
    this.settings = settings;
    this.met = met;
    this.takers = takers;
    this.reports = reports;
    this.complaints = complaints;
    this.review = review;
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
    return reach == RegionLinks.Reach.LINKED;
  }

  boolean saysReady() {
    RelayReport heard = report;
    return isConnected() && heard != null && heard.ready();
  }

  PeerReport report() {
    Origin process = origin;
    LinkHealth linked = health;
    return new PeerReport(
        text(),
        isConnected(),
        lastHeard,
        report,
        new PeerLink(
            switch (reach) {
              case LINKED -> PeerLink.State.LINKED;
              case STANDBY -> PeerLink.State.STANDBY;
              case UNTRIED, FAILED -> PeerLink.State.UNREACHABLE;
            },
            region,
            linked == null ? null : linked.behind().orElse(null),
            process == null ? null : takers.bytes(process)));
  }

  /** How far this relay is behind it, if that should be waited for. */
  Optional<Duration> catchingUp() {
    LinkHealth linked = health;
    return linked == null ? Optional.empty() : linked.catchingUp();
  }

  /** What is known of it, for {@link RegionLinks}. */
  RegionLinks.Candidate candidate() {
    Origin process = origin;
    LinkHealth linked = health;
    boolean poor = linked != null && linked.isOld() && isPoor();
    return new RegionLinks.Candidate(
        text(),
        region,
        process,
        reach,
        takers.asks(process, address),
        poor,
        linked != null && linked.isSettled() && !poor);
  }

  /** Whether it does not take from here, or says that it is not well. */
  private boolean isPoor() {
    Origin process = origin;
    RelayReport said = report;
    return process == null || !takers.has(process) || (said != null && !said.ready());
  }

  /** What has been decided about it and the others. */
  void decided(RegionLinks.Decision decision) {
    chosen = decision.chosen().contains(text());
    boolean before = wanted;
    wanted = decision.wants(text());
    if (wanted && !before) {
      if (beginning == Beginning.STANDBY) {
        beginning = Beginning.PENDING;
      }
      wake.raise();
    }
    Wire open = wire;
    if (decision.surplus().contains(text()) && open != null) {
      released = true;
      open.close();
    }
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
      failed();
      throw e;
    }
    Acquaintance next = new Acquaintance();
    try (Wire open = Wire.over(socket, settings.security(), true)) {
      released = false;
      wire = open;
      new TargetLink(open, engine.replica(), engine.journal(), settings, next).run();
    } catch (IOException e) {
      if (!next.answered && !stopped) {
        complaints.ofDialled(text(), e);
      }
      throw e;
    } finally {
      wire = null;
      next.end();
    }
  }

  private void failed() {
    reach = RegionLinks.Reach.FAILED;
    // Another one may have to be waited for in its place.
    review.run();
    giveUpFilling();
  }

  private void giveUpFilling() {
    if (beginning == Beginning.PENDING) {
      beginning = Beginning.UNREACHABLE;
    }
  }

  private void waitBeforeDialling() throws InterruptedException {
    if (reach == RegionLinks.Reach.STANDBY) {
      if (!wanted) {
        wake.await(jittered(settings.timing().standby().toMillis()));
      }
      return;
    }
    Thread.sleep(Duration.ofNanos(jittered(waitMs)));
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }

  private long jittered(long milliseconds) {
    return TimeUnit.MILLISECONDS.toNanos(milliseconds / 2 + random.nextLong(milliseconds));
  }

  /** One connection's knowledge of the peer. */
  private final class Acquaintance implements TargetLink.Watcher {
    private final LinkHealth link = new LinkHealth(settings.timing());
    private Message.@Nullable Welcome peer;
    private boolean answered;

    @Override
    public boolean met(Message.Welcome welcome) {
      answered = true;
      lastHeard = clock.instant();
      if (met.has(welcome.origin())) {
        return needless(welcome.origin());
      }
      needlessWaitMs = FIRST_NEEDLESS_WAIT_MS;
      if (beginning == Beginning.NEEDLESS) {
        beginning = Beginning.UNREACHABLE;
      }
      region = welcome.region();
      origin = welcome.origin();
      reach = RegionLinks.Reach.STANDBY;
      review.run();
      if (!wanted && welcome.version() >= Message.LISTENING_SINCE) {
        met.seen(welcome.origin());
        if (beginning == Beginning.PENDING) {
          // Who decides otherwise meanwhile has not seen this.
          beginning = Beginning.STANDBY;
          beginning = wanted ? Beginning.PENDING : Beginning.STANDBY;
        }
        return false;
      }
      if (!met.add(welcome.origin())) {
        return needless(welcome.origin());
      }
      if (beginning == Beginning.STANDBY) {
        beginning = Beginning.PENDING;
      }
      peer = welcome;
      waitMs = FIRST_WAIT_MS;
      health = link;
      reach = RegionLinks.Reach.LINKED;
      LOG.log(Level.INFO, "replicating from {0} at {1}", welcome.name(), text());
      return true;
    }

    private boolean needless(Origin of) {
      beginning = Beginning.NEEDLESS;
      reach = RegionLinks.Reach.FAILED;
      waitMs = needlessWaitMs;
      boolean own = of.equals(engine.origin());
      needlessWaitMs =
          Math.min(2 * needlessWaitMs, own ? LONGEST_OWN_WAIT_MS : LONGEST_ALIAS_WAIT_MS);
      return false;
    }

    @Override
    public boolean isChosen() {
      return chosen;
    }

    @Override
    public void synced(VersionVector vector) {
      link.synced(vector);
    }

    @Override
    public void filled() {
      link.filled();
      beginning = Beginning.FILLED;
    }

    @Override
    public void heard(Bytes text) {
      lastHeard = clock.instant();
      reports.parse(text).ifPresent(parsed -> report = parsed);
    }

    @Override
    public void progressed(Message.Progress progress) {
      link.heard(progress);
      met.heardOf(progress.seen());
    }

    void end() {
      health = null;
      Message.Welcome left = peer;
      if (left != null) {
        met.remove(left.origin());
        LOG.log(
            Level.INFO,
            released ? "enough others than {0} at {1}" : "lost {0} at {1}",
            left.name(),
            text());
        boolean surplus = released;
        released = false;
        if (surplus) {
          reach = RegionLinks.Reach.STANDBY;
          review.run();
        } else {
          breakOff();
        }
      } else if (!answered) {
        failed();
      }
    }

    private void breakOff() {
      reach = RegionLinks.Reach.FAILED;
      review.run();
      if (++brokenFills >= MAX_BROKEN_FILLS) {
        giveUpFilling();
      }
    }
  }
}
