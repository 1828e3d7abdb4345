package io.gunrelay.relay;

import io.gunrelay.relay.api.FenceReport;
import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.fence.Fence;
import io.gunrelay.relay.peers.Peer;
import io.gunrelay.relay.peers.PeerFigures;
import io.gunrelay.relay.peers.net.Peering;
import io.gunrelay.relay.replication.Confirmations;
import io.gunrelay.relay.replication.DistantConfirmations;
import io.gunrelay.relay.replication.net.Replication;
import io.gunrelay.relay.store.Journal;
import io.gunrelay.relay.transport.ClientPort;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/** Metrics of the process, and of what replication says of itself. */
final class RelayMetrics {
  private static final double NANOS = 1e9;
  private static final double MILLIS = 1e3;

  private RelayMetrics() {}

  static void bind(Replication replication, MeterRegistry registry) {
    Gauge.builder("gunrelay.replication.peers", replication, of -> of.peers().size())
        .description("Relays that this one replicates with")
        .register(registry);
    Gauge.builder(
            "gunrelay.replication.peers.connected",
            replication,
            of -> of.peers().stream().filter(PeerReport::connected).count())
        .description("Relays from which changes flow now")
        .register(registry);
    Gauge.builder(
            "gunrelay.replication.peers.standby",
            replication,
            of -> of.peers().stream().filter(RelayMetrics::isStandby).count())
        .description("Relays of other regions that are there and not linked with, as others are")
        .register(registry);
    behind(replication, "changes", 1, PeerLink.Behind::changes)
        .description("Changes that this relay lacks of the relay that it is most behind")
        .register(registry);
    behind(replication, "bytes", 1, PeerLink.Behind::bytes)
        .description("Bytes on their way to this relay from the one that has most in hand for it")
        .register(registry);
    behind(replication, "seconds", MILLIS, PeerLink.Behind::milliseconds)
        .description("Time since this relay lacked nothing of the relay that it is most behind")
        .register(registry);
    Gauge.builder(
            "gunrelay.replication.unconfirmed.bytes", replication, Replication::unconfirmedBytes)
        .description("Bytes in hand for relays that take from this one, or not confirmed by them")
        .register(registry);
    sent(replication, registry, "raw", Replication::rawBytes);
    sent(replication, registry, "wire", Replication::wireBytes);
    Gauge.builder("gunrelay.replication.takers", replication, Replication::takers)
        .description("Relays that take changes from this one now")
        .register(registry);
    FunctionCounter.builder("gunrelay.replication.refused", replication, Replication::refused)
        .description("Links that were refused, by either end: no relay, or none of the same fleet")
        .register(registry);
  }

  private static boolean isStandby(PeerReport peer) {
    return peer.link() != null && peer.link().state() == PeerLink.State.STANDBY;
  }

  private static Gauge.Builder<Replication> behind(
      Replication replication,
      String unit,
      double divisor,
      ToDoubleFunction<PeerLink.Behind> figure) {
    return Gauge.builder(
        "gunrelay.replication.behind." + unit,
        replication,
        of ->
            of.peers().stream()
                    .map(PeerReport::link)
                    .flatMap(link -> Stream.ofNullable(link == null ? null : link.behind()))
                    .mapToDouble(figure)
                    .max()
                    .orElse(0)
                / divisor);
  }

  private static void sent(
      Replication replication,
      MeterRegistry registry,
      String form,
      ToDoubleFunction<Replication> figure) {
    FunctionCounter.builder("gunrelay.replication.sent.bytes", replication, figure)
        .description("Bytes sent to relays: raw before compression, wire as they went")
        .tag("form", form)
        .register(registry);
  }

  static void bind(Confirmations confirmations, Journal journal, MeterRegistry registry) {
    Gauge.builder(
            "gunrelay.replication.lag.changes", confirmations, of -> lagOfTheSlowest(of, journal))
        .description("Changes of this relay that the slowest relay linked to it has not synced yet")
        .register(registry);
    Gauge.builder("gunrelay.replication.origins", journal, Journal::origins)
        .description("Processes of relays, running and gone, that the version vector knows")
        .register(registry);
    Gauge.builder("gunrelay.replication.alone", confirmations, of -> of.isAlone() ? 1 : 0)
        .description("1 while no other relay takes changes from this one, for longer than a moment")
        .register(registry);
    Gauge.builder("gunrelay.replication.puts.waiting", confirmations, Confirmations::waiting)
        .description("Puts that are synced here and wait until another relay has synced them")
        .register(registry);
    FunctionCounter.builder(
            "gunrelay.replication.puts.acknowledged.alone",
            confirmations,
            Confirmations::acknowledgedAlone)
        .description("Puts acknowledged for the own disk only, as no other relay was reachable")
        .register(registry);
  }

  static void bind(Fence fence, DistantConfirmations distant, MeterRegistry registry) {
    for (FenceReport.State state : FenceReport.State.values()) {
      Gauge.builder("gunrelay.fence", fence, of -> of.state() == state ? 1 : 0)
          .description("1 for how it stands with this relay's fence")
          .tag("state", state.name().toLowerCase(Locale.ROOT))
          .register(registry);
    }
    Gauge.builder("gunrelay.fence.puts.waiting", distant, DistantConfirmations::waiting)
        .description("Puts that wait until another region has synced them, as this one is fenced")
        .register(registry);
  }

  private static long lagOfTheSlowest(Confirmations confirmations, Journal journal) {
    return confirmations.isLinked()
        ? Math.max(0, journal.committed() - confirmations.confirmedByAll(journal.origin()))
        : 0;
  }

  static void bind(Drains drains, MeterRegistry registry) {
    FunctionCounter.builder("gunrelay.drain.told", drains, Drains::told)
        .description("Clients told to leave and to dial another URL")
        .register(registry);
    FunctionCounter.builder("gunrelay.drain.moved", drains, Drains::moved)
        .description("Clients that left when they were told to")
        .register(registry);
    FunctionCounter.builder("gunrelay.drain.returned", drains, Drains::returned)
        .description("Clients that were led back here by the URL that they were given")
        .register(registry);
  }

  static void bind(ClientPort clients, MeterRegistry registry) {
    Gauge.builder("gunrelay.loop.tasks.waiting", clients, ClientPort::tasksWaiting)
        .description("Tasks that wait for event loops")
        .register(registry);
    Gauge.builder("gunrelay.checks.waiting", clients, ClientPort::checksWaiting)
        .description("Puts that wait for their signatures to be checked")
        .register(registry);
    Gauge.builder("gunrelay.loop.stall.seconds", clients, of -> of.longestStall().toNanos() / NANOS)
        .description("Time since an event loop last came round, of the slowest")
        .register(registry);
  }

  /** Of each peer, by its host and port as it was configured. */
  static void bind(Peering peering, MeterRegistry registry) {
    for (Peer peer : peering.peers()) {
      Gauge.builder("gunrelay.peer.connected", peer, of -> of.isConnected() ? 1 : 0)
          .description("1 while the peer is connected")
          .tag("peer", peer.name())
          .register(registry);
      ofPeer(registry, peer, "received", "Messages that the peer sent", PeerFigures::received);
      ofPeer(registry, peer, "sent", "Messages that the peer was sent", PeerFigures::sent);
      ofPeer(registry, peer, "asked", "Queries that the peer was asked", PeerFigures::asked);
      ofPeer(
          registry,
          peer,
          "dropped",
          "Changes, queries and answers that the peer did not take in time",
          PeerFigures::dropped);
      ofPeer(
          registry,
          peer,
          "filled",
          "Nodes that the peer told when it was asked for all, some in several parts",
          PeerFigures::filled);
    }
  }

  private static void ofPeer(
      MeterRegistry registry,
      Peer peer,
      String what,
      String help,
      ToDoubleFunction<PeerFigures> figure) {
    FunctionCounter.builder("gunrelay.peer." + what, peer, of -> figure.applyAsDouble(of.figures()))
        .description(help)
        .tag("peer", peer.name())
        .register(registry);
  }

  /**
   * The JVM's own, under the names that Micrometer gives them. Close what it returns at the end.
   */
  static AutoCloseable bindProcess(MeterRegistry registry) {
    JvmGcMetrics collections = new JvmGcMetrics();
    collections.bindTo(registry);
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    new FileDescriptorMetrics().bindTo(registry);
    new UptimeMetrics().bindTo(registry);
    return collections;
  }
}
