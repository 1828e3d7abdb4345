package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RelayReport;
import io.gunrelay.relay.graph.GraphEngine;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.RegionLinks;
import io.gunrelay.relay.replication.Retirement;
import io.gunrelay.relay.store.VersionVector;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * A relay's replication, running: it takes from every peer what that has, and gives each what it
 * asks for. Thread-safe. Close it before the graph.
 */
public final class Replication implements AutoCloseable {
  private final ReplicationPort port;
  private final Peers peers;
  private final Contacts contacts;
  private final Thread lookUps;
  private final Duration readyLag;
  private final Complaints complaints;
  private final Retirement retirement;
  private final Traffic traffic;
  private volatile boolean caughtUp;

  private Replication(
      ReplicationPort port,
      Peers peers,
      Contacts contacts,
      Thread lookUps,
      Duration readyLag,
      Complaints complaints,
      Retirement retirement,
      Traffic traffic) {
    this.port = port;
    this.peers = peers;
    this.contacts = contacts;
    this.lookUps = lookUps;
    this.readyLag = readyLag;
    this.complaints = complaints;
    this.retirement = retirement;
    this.traffic = traffic;
  }

  /**
   * Listens for peers and dials those that are named.
   *
   * @param confirmations told what peers that take from this relay have synced
   * @param report what this relay says of itself; asked each second for each peer
   * @param heard told what others say of themselves, by threads of the replication's
   * @throws IOException if the port cannot be bound
   */
  public static Replication start(
      ReplicationSettings settings,
      GraphEngine engine,
      Confirmations confirmations,
      Supplier<RelayReport> report,
      Consumer<RelayReport> heard,
      InstantSource clock,
      RandomGenerator random)
      throws IOException {
    ReportText reports = new ReportText(report);
    Traffic traffic = new Traffic();
    MetOrigins met = new MetOrigins(engine.origin(), System::nanoTime);
    Complaints complaints = new Complaints(System::nanoTime);
    ReplicationPort port =
        ReplicationPort.open(
            settings.listen(), settings.timing().connect(), settings.security(), complaints);
    ReplicationSettings bound = settings.listeningAt(port.port());
    PeerContext context =
        new PeerContext(engine, bound, met, reports, heard, complaints, clock, random);
    Peers peers =
        new Peers(
            settings.replicateWith(),
            new RegionLinks(engine.origin(), settings.region(), settings.regionLinks()),
            (address, takers, review) -> new Peer(address, context, takers, review),
            settings.timing().patience().toNanos(),
            System.nanoTime());
    port.serve(wire ->
        new SourceLink(
            wire, engine.journal(), bound, confirmations, reports, peers.takers(), met, traffic));
    Retirement retirement =
        new Retirement(
            engine, met::alive, Retirement.Limits.USUAL, confirmations::retired, System::nanoTime);
    Thread lookUps =
        Thread.ofVirtual()
            .name("replication-names")
            .start(() -> everySecond(settings, peers::lookUp, retirement::turn));
    return new Replication(
        port,
        peers,
        new Contacts(peers::reports, settings.region(), clock),
        lookUps,
        settings.readyLag(),
        complaints,
        retirement,
        traffic);
  }

  /** Where peers reach this relay. */
  public int port() {
    return port.port();
  }

  /**
   * Why this relay may still lack changes that others have, in one line; empty once it has been
   * filled from all whom it can reach, and is not far behind them. Stays empty from then on.
   */
  public Optional<String> waitingFor() {
    if (caughtUp) {
      return Optional.empty();
    }
    Optional<String> reason = peers.waitingFor(System.nanoTime(), readyLag);
    caughtUp = reason.isEmpty();
    return reason;
  }

  /**
   * Whether this relay has all that another one had, of one that was ready to take clients: more
   * than {@link #waitingFor} asks for, which is content when nobody can be reached.
   */
  public boolean isFilledByOneThatServes() {
    return peers.hasFilledFromReady();
  }

  /** The other relays, as last heard of. */
  public List<PeerReport> peers() {
    return peers.reports();
  }

  /** The other regions, and when they were last heard. */
  public List<RegionContact> contacts() {
    return contacts.now();
  }

  /**
   * Whether another relay takes clients, as far as is known: one that says so, or one that takes
   * from this relay and is not heard yet. After a restart of the other the two links come up in
   * turn.
   */
  public boolean othersServe() {
    List<PeerReport> heard = peers().stream().filter(PeerReport::connected).toList();
    return takers() > heard.size()
        || heard.stream()
            .map(PeerReport::report)
            .anyMatch(report -> report == null || report.ready());
  }

  /** Whether another relay takes clients for sure: it says so, now. */
  public boolean anotherServes() {
    return peers().stream()
        .filter(PeerReport::connected)
        .map(PeerReport::report)
        .anyMatch(report -> report != null && report.ready());
  }

  /** Whether another relay is there, in whatever state. */
  public boolean hasOthers() {
    return takers() > 0 || peers().stream().anyMatch(PeerReport::connected);
  }

  /** What relays that take from this one have in hand to be sent, or have not confirmed. */
  public long unconfirmedBytes() {
    return peers.takers().bytes();
  }

  /** What peers were sent of the feed, before compression. */
  public long rawBytes() {
    return traffic.rawBytes();
  }

  /** The same as it went over the wire, without what TLS adds. */
  public long wireBytes() {
    return traffic.wireBytes();
  }

  /** How far this relay's disk was a moment ago. */
  public VersionVector vector() {
    return retirement.vector();
  }

  /** How many peers take from this relay now. */
  public int takers() {
    return peers.takers().count();
  }

  /** How many links did not come about since one end was no relay of the other's fleet. */
  public long refused() {
    return complaints.refused();
  }

  private static void everySecond(ReplicationSettings settings, Runnable lookUp, Runnable retire) {
    try {
      while (true) {
        lookUp.run();
        retire.run();
        Thread.sleep(settings.timing().lookup());
      }
    } catch (InterruptedException e) {
      // Closed.
    }
  }

  private void stopPeers() {
    try {
      peers.stop();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() throws IOException {
    lookUps.interrupt();
    try {
      lookUps.join();
      // First who calls, since who calls is dialled.
      port.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      stopPeers();
    }
  }
}
