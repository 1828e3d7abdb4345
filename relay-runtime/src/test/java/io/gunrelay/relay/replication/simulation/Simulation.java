package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.Ham;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.RowKeys;
import io.gunrelay.relay.store.StoreContents;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Several relays, whose every step chance decides, and what must hold at each of them.
 *
 * <p>Safety, after each commit: for each change that a relay's vector covers, its value of the key
 * is that change or one that HAM prefers; what was acknowledged is on the disk of who did so.
 * Liveness, when chance has had its way and all relays run and are linked: they become equal, and
 * hold every change that was acknowledged by a relay that still has the disk of that time; under
 * {@link Durability#REPLICATED} every change that was acknowledged, while disks are lost one at a
 * time.
 */
final class Simulation {
  /** What was said to a client. */
  private record Acknowledged(int relay, int life, Delta delta) {}

  private static final int MAX_STEPS_TO_REST = 400_000;
  private static final int[] FAULTS_PER_THOUSAND = {0, 3, 10, 30};
  private static final String[] VALUES = {"1", "2", "\"b\"", "1.0", "null"};

  private final Random random;
  private final Mutation mutation;
  private final List<SimRelay> relays = new ArrayList<>();
  private final List<SimLink> links = new ArrayList<>();
  private final Map<Tag, List<Entry>> issued = new HashMap<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  /** Of each key the change that HAM prefers among those that were acknowledged. */
  private final Map<Bytes, Entry> promised = new HashMap<>();

  private final Map<SimRelay, Long> checkedWrites = new HashMap<>();
  private final List<SimDisk> images = new ArrayList<>();
  private final int faultsPerThousand;
  private final Durability durability;

  /** A disk was lost, and since then not every relay's changes have been on two disks. */
  private boolean exposed;

  private long nowMs = 1_000;

  Simulation(long seed, Mutation mutation) {
    // Seeds that are close to each other must not begin alike.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.mutation = mutation;
    this.faultsPerThousand = FAULTS_PER_THOUSAND[random.nextInt(FAULTS_PER_THOUSAND.length)];
    this.durability = random.nextBoolean() ? Durability.REPLICATED : Durability.DISK;
    int count = 3 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int skewMs = random.nextBoolean() ? 0 : random.nextInt(7) - 3;
      relays.add(
          new SimRelay(
              i, durability, random, () -> nowMs + skewMs, mutation, this::witness, this::met));
      relays.getLast().start();
    }
  }

  /** How many puts were acknowledged. */
  int acknowledgements() {
    return acknowledged.size();
  }

  /** Runs it all; throws an {@link AssertionError} when something does not hold. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      act();
      check();
    }
    rest();
    checkEnd();
  }

  private void act() {
    SimRelay relay = any(relays);
    if (random.nextInt(1_000) < faultsPerThousand) {
      fault(relay);
      checkPromised();
    } else {
      live(relay);
    }
    links.removeIf(link -> !link.isAlive());
  }

  private void fault(SimRelay relay) {
    switch (random.nextInt(10)) {
      case 0, 1, 2 -> relay.crash();
      case 3 -> replaceDisk(relay);
      case 4 -> takeImage(relay);
      case 5, 6 -> relay.disk().setFull(!relay.disk().isFull());
      default -> anyLink().ifPresent(SimLink::cut);
    }
  }

  private void live(SimRelay relay) {
    switch (random.nextInt(100)) {
      case 0, 1 -> start(relay);
      case 2, 3 -> nowMs += 1 + random.nextInt(3);
      case 4 -> nowMs += 300;
      case 5, 6, 7 -> open(any(relays), relay);
      case 8, 9, 10, 11, 12, 13, 14 -> put(relay);
      case 15, 16, 17, 18, 19, 20, 21, 22, 23, 24 -> anyLink().ifPresent(SimLink::say);
      case 25, 26, 27, 28, 29, 30, 31, 32, 33, 34 -> anyLink().ifPresent(SimLink::hear);
      case 35, 36, 37 -> anyLink().ifPresent(SimLink::confirm);
      case 38 -> retire(relay);
      default -> {
        int thread = random.nextInt(5);
        for (int tasks = 1 + random.nextInt(3); tasks > 0; tasks--) {
          relay.step(thread);
        }
      }
    }
  }

  /**
   * Permanent losses come one at a time: the next one when each relay's changes are covered by
   * another's disk again.
   */
  private void replaceDisk(SimRelay relay) {
    relay.crash();
    if (durability == Durability.REPLICATED) {
      if (exposed && !isEachCoveredByAnother()) {
        return;
      }
      exposed = true;
    }
    boolean image = !images.isEmpty() && random.nextBoolean();
    relay.insert(image ? any(images).copy() : new SimDisk());
    relay.start();
  }

  private boolean isEachCoveredByAnother() {
    List<VersionVector> vectors =
        relays.stream().map(relay -> StoreContents.read(relay.disk()).vector()).toList();
    for (int i = 0; i < vectors.size(); i++) {
      boolean covered = false;
      for (int j = 0; j < vectors.size(); j++) {
        covered |= i != j && vectors.get(i).max(vectors.get(j)).equals(vectors.get(j));
      }
      if (!covered) {
        return false;
      }
    }
    return true;
  }

  private void takeImage(SimRelay relay) {
    if (images.size() < 4) {
      images.add(relay.disk().copy());
    }
  }

  private static void start(SimRelay relay) {
    if (relay.process() == null) {
      relay.start();
    }
  }

  private void open(SimRelay source, SimRelay target) {
    SimRelay.Running giving = source.process();
    SimRelay.Running taking = target.process();
    boolean linked = links.stream().anyMatch(link -> link.isBetween(source, target));
    if (source == target || giving == null || taking == null) {
      return;
    }
    if (!linked || random.nextInt(8) == 0) {
      links.add(new SimLink(source, giving, target, taking, mutation, random));
    }
  }

  private static void retire(SimRelay relay) {
    SimRelay.Running running = relay.process();
    if (running != null) {
      running.retirement.turn();
    }
  }

  /** The origins of those that a relay takes from now; others may run, and be taken for dead. */
  private Set<Origin> met(SimRelay asking) {
    return relays.stream()
        .filter(other -> links.stream().anyMatch(link -> link.isBetween(other, asking)))
        .map(SimRelay::process)
        .filter(Objects::nonNull)
        .map(running -> running.engine.origin())
        .collect(Collectors.toSet());
  }

  private void put(SimRelay relay) {
    double state =
        switch (random.nextInt(8)) {
          case 0 -> nowMs + 1 + random.nextInt(6);
          case 1 -> nowMs - random.nextInt(6);
          case 2 -> 5;
          default -> nowMs;
        };
    Delta delta =
        new Delta(
            "soul" + random.nextInt(2),
            "k" + random.nextInt(3),
            state,
            Bytes.utf8(VALUES[random.nextInt(VALUES.length)]));
    int life = relay.lives();
    relay.put(
        delta,
        refusal -> {
          if (refusal == null && relay.lives() == life) {
            Acknowledged ack = new Acknowledged(relay.number, life, delta);
            acknowledged.add(ack);
            promised.merge(row(delta), entry(delta), Simulation::preferred);
            if (!isOnDisk(relay, delta)) {
              throw new AssertionError("acknowledged, and not on disk: " + ack);
            }
          }
        });
  }

  private void witness(Commit commit) {
    for (Commit.Value value : commit.values()) {
      if (value.sender() == null) {
        issued.computeIfAbsent(value.tag(), tag -> new ArrayList<>(1)).add(value.entry());
      }
    }
  }

  private void check() {
    for (SimRelay relay : relays) {
      if (checkedWrites.getOrDefault(relay, -1L) != relay.disk().writes()) {
        checkedWrites.put(relay, relay.disk().writes());
        checkVector(relay, StoreContents.read(relay.disk()));
      }
    }
  }

  /** Whatever has just been lost, some disk has what was acknowledged. */
  private void checkPromised() {
    if (durability != Durability.REPLICATED) {
      return;
    }
    List<StoreContents> disks =
        relays.stream().map(relay -> StoreContents.read(relay.disk())).toList();
    for (Entry change : promised.values()) {
      if (disks.stream().noneMatch(disk -> isCovered(disk, change))) {
        throw new AssertionError("acknowledged, and on no disk any more: " + change);
      }
    }
  }

  private void checkVector(SimRelay relay, StoreContents contents) {
    issued.forEach((tag, changes) -> {
      if (contents.vector().covers(tag)) {
        for (Entry change : changes) {
          if (!isCovered(contents, change)) {
            throw new AssertionError(
                "relay %d claims %s, and lacks %s".formatted(relay.number, tag, change));
          }
        }
      }
    });
  }

  /** Lets everything happen that can, with all relays running and linked. */
  private void rest() {
    links.forEach(SimLink::cut);
    links.clear();
    for (SimRelay relay : relays) {
      relay.disk().setFull(false);
      start(relay);
    }
    nowMs += 1_000;
    for (SimRelay source : relays) {
      for (SimRelay target : relays) {
        open(source, target);
      }
    }
    int steps = 0;
    for (boolean busy = true; busy; ) {
      busy = Round.run(relays, links);
      check();
      if (!busy && steps < 2_000) {
        // What is left waits for time: retries, and what is due later by a skewed clock.
        steps = 2_000;
        nowMs += 2_000;
        busy = true;
      }
      if (++steps > MAX_STEPS_TO_REST) {
        throw new AssertionError("the relays do not come to rest");
      }
    }
  }

  private void checkEnd() {
    List<StoreContents> contents = new ArrayList<>();
    for (SimRelay relay : relays) {
      contents.add(StoreContents.read(relay.disk()));
    }
    Map<Bytes, String> first = plain(contents.getFirst());
    for (int i = 1; i < contents.size(); i++) {
      if (!plain(contents.get(i)).equals(first)) {
        throw new AssertionError(
            "relays 0 and %d differ for ever: %s, %s".formatted(i, first, plain(contents.get(i))));
      }
    }
    for (SimRelay relay : relays) {
      SimRelay.Running running = relay.process();
      if (running != null && running.confirmations.waiting() > 0) {
        throw new AssertionError("a put waits for ever at relay " + relay.number);
      }
    }
    for (Acknowledged ack : acknowledged) {
      boolean outlivesDisks = durability == Durability.REPLICATED;
      if (outlivesDisks || relays.get(ack.relay()).lives() == ack.life()) {
        for (StoreContents each : contents) {
          if (!isCovered(each, entry(ack.delta()))) {
            throw new AssertionError("acknowledged, and lost: " + ack);
          }
        }
      }
    }
  }

  private static Map<Bytes, String> plain(StoreContents contents) {
    Map<Bytes, String> plain = new HashMap<>();
    contents
        .graph()
        .forEach(
            (row, value) -> plain.put(row, value.entry().state() + " " + value.entry().value()));
    return plain;
  }

  private static boolean isOnDisk(SimRelay relay, Delta delta) {
    StoreContents contents = StoreContents.read(relay.disk());
    return isCovered(contents, entry(delta))
        || contents.deferred().stream()
            .anyMatch(kept ->
                kept.soul().equals(delta.soul())
                    && kept.key().equals(delta.key())
                    && Ham.compare(kept.state(), kept.value(), delta.state(), delta.value()) >= 0);
  }

  private static boolean isCovered(StoreContents contents, Entry change) {
    Commit.Value here =
        contents.graph().get(Bytes.wrap(RowKeys.property(change.soul(), change.key())));
    return here != null
        && Ham.compare(here.entry().state(), here.entry().value(), change.state(), change.value())
            >= 0;
  }

  private static Bytes row(Delta delta) {
    return Bytes.wrap(RowKeys.property(delta.soul(), delta.key()));
  }

  private static Entry preferred(Entry a, Entry b) {
    return Ham.compare(a.state(), a.value(), b.state(), b.value()) >= 0 ? a : b;
  }

  private static Entry entry(Delta delta) {
    return Entry.own(delta.soul(), delta.key(), delta.state(), delta.value());
  }

  private Optional<SimLink> anyLink() {
    return links.isEmpty() ? Optional.empty() : Optional.of(any(links));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
