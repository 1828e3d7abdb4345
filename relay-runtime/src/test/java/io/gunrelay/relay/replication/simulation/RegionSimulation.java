package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.store.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * Regions of several relays each, which choose their links to the others themselves; time passes
 * evenly. {@link Faults} breaks what it likes; {@link Checks} and {@link LinkChecks} say what must
 * hold meanwhile. All promise {@link Durability#REPLICATED}.
 */
final class RegionSimulation {
  static final long TICK_MS = 200;
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final List<String> REGIONS = List.of("west", "east", "north");
  private static final List<Integer> SKEWS_MS = List.of(0, 3, 400);

  /** How many things may happen at one end within a step. */
  private static final int AT_ONCE = 4;

  private final Random random;
  private final int inARegion;
  private final SimNetwork network = new SimNetwork();
  private final List<SimRelay> relays = new ArrayList<>();
  private final List<SimLink> links = new ArrayList<>();
  private final List<TimedLink> timed = new ArrayList<>();
  private final List<SimPeers> peers = new ArrayList<>();
  private final SimPeers.World world;
  private final Checks checks = new Checks(relays, links, Durability.REPLICATED);
  private final LinkChecks linkChecks;
  private final int each;
  private boolean writes = true;
  private long faultMs;
  private long nowMs = 10_000;

  /**
   * @param inARegion how many relays each region has
   * @param each how many of each other region a relay is linked with
   */
  RegionSimulation(
      Random random, int regions, int inARegion, int each, BrokenLinks broken, Trace trace) {
    this.random = random;
    this.inARegion = inARegion;
    this.each = each;
    world = new SimPeers.World(network, timed, broken, random, () -> nowMs, trace);
    linkChecks = new LinkChecks(relays, peers, timed, network, each);
    for (int i = 0; i < regions * inARegion; i++) {
      int mostMs = SKEWS_MS.get(random.nextInt(SKEWS_MS.size()));
      int skewMs = random.nextInt(2 * mostMs + 1) - mostMs;
      relays.add(
          new SimRelay(
              i,
              REGIONS.get(i % regions),
              Durability.REPLICATED,
              PATIENCE,
              random,
              () -> nowMs + skewMs,
              Mutation.NONE,
              checks::witness,
              this::met));
    }
    faultMs = nowMs;
    relays.forEach(this::start);
  }

  /** One whose every size chance decides. */
  static RegionSimulation of(long seed, BrokenLinks broken, Trace trace) {
    Random random = new Random(new SplittableRandom(seed).nextLong());
    return new RegionSimulation(
        random, 2 + random.nextInt(2), 2 + random.nextInt(3), 1 + random.nextInt(2), broken, trace);
  }

  /** Breaks and heals as much as that; throws an {@link AssertionError} when something is wrong. */
  void run(int faults) {
    Faults happening = new Faults(this, random, world.trace());
    for (int i = 0; i < faults; i++) {
      pass(pauseMs());
      happening.next();
    }
    rest();
  }

  /** Most faults come soon after each other; some once all has come to rest. */
  private long pauseMs() {
    return switch (random.nextInt(8)) {
      case 0, 1, 2 -> random.nextInt(1_000);
      case 3, 4, 5 -> random.nextInt(12_000);
      case 6 -> LinkChecks.takenInReturnMs(inARegion) + random.nextInt(5_000);
      default -> LinkChecks.restedMs(inARegion) + 1_000;
    };
  }

  /** Heals everything, and lets the relays find each other, which must be equal then. */
  void rest() {
    heal();
    relays.forEach(this::start);
    pass(LinkChecks.takenInReturnMs(inARegion));
    writes = false;
    pass(LinkChecks.restedMs(inARegion));
    checks.rest();
  }

  int acknowledgements() {
    return checks.acknowledgements();
  }

  List<SimRelay> relays() {
    return relays;
  }

  SimNetwork network() {
    return network;
  }

  Checks checks() {
    return checks;
  }

  /** Links from relays of one region to those of another. */
  List<TimedLink> farLinks(Predicate<SimLink> which) {
    return timed.stream()
        .filter(of -> !of.link().source().region.equals(of.link().target().region))
        .filter(of -> of.link().isServed() && which.test(of.link()))
        .toList();
  }

  /** Something has been broken or healed. */
  void changed() {
    faultMs = nowMs;
    checks.loss();
  }

  void heal() {
    network.heal();
    changed();
  }

  void start(SimRelay relay) {
    if (relay.process() == null) {
      relay.start();
      changed();
    }
    SimRelay.Running process = relay.process();
    if (process != null) {
      peers.removeIf(of -> !of.isCurrent());
      if (peers.stream().noneMatch(of -> of.relay() == relay)) {
        peers.add(new SimPeers(relay, process, each, relays, world));
      }
    }
  }

  void crash(SimRelay relay) {
    relay.crash();
    peers.removeIf(of -> !of.isCurrent());
    changed();
  }

  /** From whom a relay takes, of other regions. */
  Set<SimRelay> takenFrom(SimRelay relay) {
    return peers.stream()
        .filter(of -> of.relay() == relay)
        .flatMap(of -> of.all().stream())
        .filter(peer -> peer.isLinked() && !peer.other().region.equals(relay.region))
        .map(SimPeer::other)
        .collect(Collectors.toSet());
  }

  /** Lets time pass. */
  void pass(long milliseconds) {
    for (long end = nowMs + milliseconds; nowMs < end; ) {
      nowMs += TICK_MS;
      step();
    }
  }

  private void step() {
    if (writes && random.nextInt(8) == 0) {
      put(relays.get(random.nextInt(relays.size())));
    }
    if (random.nextInt(150) == 0) {
      relays.get(random.nextInt(relays.size())).retire();
    }
    Collections.shuffle(timed, random);
    for (int times = 1 + random.nextInt(AT_ONCE); times > 0; times--) {
      relays.forEach(Round::run);
      timed.forEach(link -> link.pass(nowMs));
    }
    peers.forEach(SimPeers::step);
    timed.removeIf(link -> !link.link().isAlive());
    links.clear();
    timed.forEach(link -> links.add(link.link()));
    check();
  }

  private void check() {
    checks.step();
    long quietMs = nowMs - faultMs;
    if (quietMs > LinkChecks.takenOverMs(inARegion)) {
      linkChecks.checkTaken();
    }
    if (quietMs > LinkChecks.takenInReturnMs(inARegion)) {
      linkChecks.checkTakenFrom();
    }
    if (quietMs > LinkChecks.restedMs(inARegion)) {
      linkChecks.checkFew();
    }
  }

  private void put(SimRelay relay) {
    Delta delta =
        new Delta(
            "soul" + random.nextInt(2),
            "k" + random.nextInt(3),
            nowMs - random.nextInt(6),
            Bytes.utf8(Integer.toString(random.nextInt(10))));
    int life = relay.lives();
    relay.put(
        delta,
        refusal -> {
          if (refusal == null && relay.lives() == life) {
            checks.acknowledged(relay, delta);
          }
        });
  }

  /** The origins of those that a relay is linked with, either way. */
  private Set<Origin> met(SimRelay asking) {
    return timed.stream()
        .map(TimedLink::link)
        .filter(link -> link.source() == asking || link.target() == asking)
        .map(link -> link.source() == asking ? link.target() : link.source())
        .flatMap(other -> Optional.ofNullable(other.process()).stream())
        .map(running -> running.engine.origin())
        .collect(Collectors.toSet());
  }
}
