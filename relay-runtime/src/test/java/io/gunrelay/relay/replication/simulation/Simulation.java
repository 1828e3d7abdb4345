package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.store.Origin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;

/**
 * Several relays, in two regions, whose every step chance decides; {@link Checks} says what must
 * hold meanwhile. Half of them promise {@link Durability#REPLICATED}: their disks are lost one at a
 * time.
 */
final class Simulation {
  private static final int[] FAULTS_PER_THOUSAND = {0, 5, 15, 40};
  private static final List<Integer> SKEWS_MS = List.of(0, 3, 400);

  /** Longer than the simulation: nobody is ever given up. */
  private static final Duration FOR_EVER = Duration.ofDays(1);

  private static final String[] VALUES = {"1", "2", "\"b\"", "1.0", "null"};

  private final Random random;
  private final Mutation mutation;
  private final Trace trace;
  private final SimNetwork network = new SimNetwork();
  private final List<SimRelay> relays = new ArrayList<>();
  private final List<SimLink> links = new ArrayList<>();
  private final Checks checks;
  private final List<SimDisk> images = new ArrayList<>();
  private final int faultsPerThousand;
  private final Durability durability;

  /** In how many of a hundred steps origins are looked for that can leave the vector. */
  private final int retiring;

  /** Whether everybody else is taken for dead, which must do no harm. */
  private final boolean meetsNobody;

  /** A disk was lost, and since then not every relay's changes have been on two disks. */
  private boolean exposed;

  private long nowMs = 1_000;

  Simulation(long seed, Mutation mutation, Trace trace) {
    // Seeds that are close to each other must not begin alike.
    this.random = new Random(new SplittableRandom(seed).nextLong());
    this.mutation = mutation;
    this.trace = trace;
    this.faultsPerThousand = FAULTS_PER_THOUSAND[random.nextInt(FAULTS_PER_THOUSAND.length)];
    this.durability = random.nextBoolean() ? Durability.REPLICATED : Durability.DISK;
    this.retiring = random.nextInt(4) == 0 ? 10 : 1;
    this.meetsNobody = random.nextInt(8) == 0;
    Duration patience = random.nextBoolean() ? FOR_EVER : Duration.ofSeconds(1);
    this.checks = new Checks(relays, links, durability);
    int count = 2 + random.nextInt(3);
    for (int i = 0; i < count; i++) {
      int mostMs = any(SKEWS_MS);
      int skewMs = random.nextInt(2 * mostMs + 1) - mostMs;
      relays.add(
          new SimRelay(
              i,
              random.nextInt(3) == 0 ? "east" : "west",
              durability,
              patience,
              random,
              () -> nowMs + skewMs,
              mutation,
              checks::witness,
              this::met));
      relays.getLast().start();
    }
  }

  /** How many puts were acknowledged. */
  int acknowledgements() {
    return checks.acknowledgements();
  }

  /** Runs it all; throws an {@link AssertionError} when something does not hold. */
  void run(int steps) {
    for (int i = 0; i < steps; i++) {
      act();
      checks.step();
    }
    rest();
  }

  private void act() {
    SimRelay relay = any(relays);
    if (random.nextInt(1_000) < faultsPerThousand) {
      fault(relay);
      checks.loss();
    } else {
      live(relay);
    }
    links.removeIf(link -> !link.isAlive());
  }

  private void fault(SimRelay relay) {
    switch (random.nextInt(20)) {
      case 0, 1, 2 -> {
        trace.add(() -> relay + " crashes");
        relay.crash();
      }
      case 3, 4 -> cutPower(relay);
      case 5, 6 -> replaceDisk(relay);
      case 7 -> takeImage(relay);
      case 8, 9 -> relay.disk().setFull(!relay.disk().isFull());
      case 10, 11 -> anyLink().ifPresent(SimLink::cut);
      case 12, 13 -> anyLink().ifPresent(link -> link.breakOff(some(), some()));
      case 14 -> anyLink().ifPresent(link -> link.giveUp(random.nextBoolean()));
      case 15, 16 -> stall(relay, any(relays));
      case 17 -> network.forbidDialling(relay, any(relays));
      default -> partition();
    }
  }

  private void live(SimRelay relay) {
    int choice = random.nextInt(100);
    if (choice < 2) {
      start(relay);
    } else if (choice < 3) {
      nowMs += 1 + random.nextInt(3);
    } else if (choice < 4) {
      nowMs += 300;
    } else if (choice < 8) {
      open(any(relays), relay);
    } else if (choice < 15) {
      put(relay);
    } else if (choice < 51) {
      anyLink().ifPresent(link -> move(link, choice - 15));
    } else if (choice < 51 + retiring) {
      relay.retire();
    } else if (choice < 52 + retiring) {
      network.heal();
    } else {
      step(relay);
    }
  }

  /** Something happens at one of its ends, or on the way; each as often as it is given numbers. */
  private void move(SimLink link, int choice) {
    if (random.nextInt(4) == 0) {
      Round.run(link);
    } else if (choice < 10) {
      link.say();
    } else if (choice < 20) {
      link.hear(some());
    } else if (choice < 25) {
      link.confirm();
    } else if (choice < 34) {
      link.learn(some());
    } else {
      link.end();
    }
  }

  /** Of what is on the way all, or a few bytes. */
  private int some() {
    return random.nextInt(5) > 0 ? Integer.MAX_VALUE : random.nextInt(100);
  }

  private void step(SimRelay relay) {
    boolean ran = relay.process() != null;
    if (random.nextInt(4) == 0) {
      Round.run(relay);
    } else {
      int thread = random.nextInt(5);
      for (int tasks = 1 + random.nextInt(3); tasks > 0; tasks--) {
        relay.step(thread);
      }
    }
    if (ran && relay.process() == null) {
      trace.add(() -> relay + " has ended in the middle of a write");
      checks.loss();
    }
  }

  private void cutPower(SimRelay relay) {
    int changes =
        mutation == Mutation.TEAR_A_BATCH
            ? 1 + random.nextInt(2)
            : random.nextBoolean() ? 0 : Integer.MAX_VALUE;
    relay.disk().cutPowerAfter(changes);
  }

  /**
   * Permanent losses come one at a time: the next one when each relay's changes are covered by
   * another's disk again.
   */
  private void replaceDisk(SimRelay relay) {
    relay.crash();
    if (durability == Durability.REPLICATED) {
      if (exposed && !checks.isEachCoveredByAnother()) {
        return;
      }
      exposed = true;
    }
    boolean image = !images.isEmpty() && random.nextBoolean();
    trace.add(() -> relay + (image ? " gets an old disk" : " gets an empty disk"));
    relay.insert(image ? any(images).copy() : new SimDisk());
    relay.start();
  }

  private void takeImage(SimRelay relay) {
    if (images.size() < 4) {
      images.add(relay.disk().copy());
    }
  }

  private void stall(SimRelay from, SimRelay to) {
    trace.add(() -> "nothing passes from " + from + " to " + to);
    network.stall(from, to);
  }

  private void partition() {
    if (random.nextBoolean()) {
      trace.add(() -> "the regions are cut off from each other");
      network.partition(relay -> relay.region.hashCode());
    } else {
      int islands = random.nextInt(1 << relays.size());
      trace.add(() -> "two islands: " + Integer.toBinaryString(islands));
      network.partition(relay -> (islands >> relay.number) & 1);
    }
    if (random.nextBoolean()) {
      links.stream().filter(link -> !link.canTalk()).forEach(SimLink::cut);
    }
  }

  private void start(SimRelay relay) {
    if (relay.process() == null) {
      trace.add(() -> relay + " starts");
      relay.start();
    }
  }

  private void open(SimRelay source, SimRelay target) {
    SimRelay.Running giving = source.process();
    SimRelay.Running taking = target.process();
    boolean linked = links.stream().anyMatch(link -> link.isBetween(source, target) && link.isUp());
    if (source == target
        || giving == null
        || taking == null
        || !network.dials(target, source)
        || (linked && random.nextInt(8) > 0)) {
      return;
    }
    links.add(
        new SimLink(
            network,
            source,
            giving,
            target,
            taking,
            mutation,
            TargetEnd.Watcher.OF_ANYBODY,
            random,
            trace));
    trace.add(() -> target + " dials " + source);
  }

  /** The origins of those that a relay takes from now; others may run, and be taken for dead. */
  private Set<Origin> met(SimRelay asking) {
    return relays.stream()
        .filter(other -> !meetsNobody)
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
          case 3 -> nowMs - 400;
          default -> nowMs;
        };
    Delta delta =
        new Delta(
            "soul" + random.nextInt(2),
            "k" + random.nextInt(3),
            state,
            Bytes.utf8(VALUES[random.nextInt(VALUES.length)]));
    int life = relay.lives();
    trace.add(() -> relay + " is asked to put " + delta);
    relay.put(
        delta,
        refusal -> {
          if (refusal == null && relay.lives() == life) {
            trace.add(() -> relay + " acknowledges " + delta);
            checks.acknowledged(relay, delta);
          }
        });
  }

  /** Lets everything happen that can, with all relays running and linked. */
  private void rest() {
    trace.add(() -> "everything is healed");
    network.heal();
    for (SimRelay relay : relays) {
      relay.disk().setFull(false);
      start(relay);
    }
    Rest rest = new Rest(relays, links, checks, this::open, ms -> nowMs += ms);
    rest.settle();
    checks.rest();
    trace.add(() -> "all links are made anew");
    links.forEach(SimLink::cut);
    rest.settle();
    checks.rest();
  }

  private Optional<SimLink> anyLink() {
    return links.isEmpty() ? Optional.empty() : Optional.of(any(links));
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
