package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreContents;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Relays that do nothing but what they are told, one thing after the other; after each, {@link
 * Checks} looks. They promise {@link Durability#REPLICATED} and are numbered by their first
 * origins, which is the order in which a snapshot names their changes.
 */
final class Schedule {
  /** Every value; which one it is does not matter here. */
  private static final Bytes VALUE = Bytes.utf8("1");

  private final Mutation mutation;
  private final Random random = new Random(1);
  private final SimNetwork network = new SimNetwork();
  private final Trace trace = new Trace(false);
  private final List<SimRelay> relays = new ArrayList<>();
  private final List<SimLink> links = new ArrayList<>();
  private final Checks checks = new Checks(relays, links, Durability.REPLICATED);
  private long nowMs = 1_000;

  Schedule(Mutation mutation, int count) {
    this.mutation = mutation;
    for (int i = 0; i < count; i++) {
      SimRelay relay =
          new SimRelay(
              i,
              random.nextInt(3) == 0 ? "east" : "west",
              Durability.REPLICATED,
              Duration.ofDays(1),
              random,
              () -> nowMs,
              mutation,
              checks::witness,
              this::met);
      relay.start();
      relays.add(relay);
    }
    relays.sort(Comparator.comparing(Schedule::origin));
  }

  /** A client puts; nothing becomes of it until {@link #sync}. */
  void put(int relay, String key, int state) {
    Delta delta = new Delta("soul", key, state, VALUE);
    SimRelay at = relays.get(relay);
    at.put(
        delta,
        refusal -> {
          if (refusal == null) {
            checks.acknowledged(at, delta);
          }
        });
  }

  int acknowledgements() {
    return checks.acknowledgements();
  }

  /** The relay does, and syncs, all that it can by itself. */
  void sync(int relay) {
    while (Round.run(relays.get(relay))) {
      // There is more.
    }
    checks.step();
  }

  /** One takes from the other from now on: they have greeted, and the snapshot is open. */
  SimLink open(int target, int source) {
    SimLink link = dial(relays.get(source), relays.get(target));
    sync(target);
    link.learn(Integer.MAX_VALUE);
    link.say();
    link.hear(Integer.MAX_VALUE);
    link.learn(Integer.MAX_VALUE);
    link.say();
    sync(source);
    return link;
  }

  /** One message goes to the target, which does nothing with it yet; false if there is none. */
  boolean flowOnce(SimLink link) {
    boolean said = link.say();
    boolean heard = link.hear(Integer.MAX_VALUE);
    checks.step();
    return said || heard;
  }

  /** All that the source has goes to the target, which does nothing with it yet. */
  void flow(SimLink link) {
    while (flowOnce(link)) {
      // There is more.
    }
  }

  /** The target says what it has, and the source hears it. */
  void confirm(SimLink link) {
    link.confirm();
    link.learn(Integer.MAX_VALUE);
    checks.step();
  }

  /** Until the target has all that the source has, and the source knows. */
  void fill(SimLink link) {
    while (Round.run(List.of(link.source(), link.target()), List.of(link))) {
      checks.step();
    }
  }

  /** The link ends, and both sides know. */
  void end(SimLink link) {
    link.cut();
    links.remove(link);
    sync(relays.indexOf(link.source()));
    sync(relays.indexOf(link.target()));
  }

  /** What was not synced is lost. */
  void crash(int relay) {
    relays.get(relay).crash();
    checks.loss();
  }

  void start(int relay) {
    relays.get(relay).start();
  }

  /**
   * The relay's disk is lost, if that may be now: every relay's changes are on another's disk; it
   * comes back with an empty one.
   *
   * @return whether it was
   */
  boolean loseDisk(int relay) {
    if (!checks.isEachCoveredByAnother()) {
      return false;
    }
    loseFirstDisk(relay);
    return true;
  }

  /** A relay's disk is lost, and no other has been before. */
  void loseFirstDisk(int relay) {
    SimRelay at = relays.get(relay);
    at.crash();
    at.insert(new SimDisk());
    at.start();
    checks.loss();
  }

  /** The relay looks whether origins can leave its vector. */
  void retire(int relay) {
    for (int turns = 0; turns < 3; turns++) {
      relays.get(relay).retire();
      sync(relay);
    }
  }

  /** Whether the target's vector covers anything that the source has taken. */
  boolean hasAdopted(int target, int source) {
    return StoreContents.read(relays.get(target).disk()).vector().of(origin(relays.get(source)))
        > 0;
  }

  /** All run and are linked, until nothing moves; then all must be as it was promised. */
  void finish() {
    Rest rest = new Rest(relays, links, checks, this::dial, ms -> nowMs += ms);
    rest.settle();
    checks.rest();
    links.forEach(SimLink::cut);
    rest.settle();
    checks.rest();
  }

  private SimLink dial(SimRelay source, SimRelay target) {
    SimLink link =
        new SimLink(
            network,
            source,
            Objects.requireNonNull(source.process()),
            target,
            Objects.requireNonNull(target.process()),
            mutation,
            TargetEnd.Watcher.OF_ANYBODY,
            random,
            trace);
    links.add(link);
    return link;
  }

  private Set<Origin> met(SimRelay asking) {
    return links.stream()
        .filter(link -> link.target() == asking && link.isUp())
        .map(link -> origin(link.source()))
        .collect(Collectors.toSet());
  }

  private static Origin origin(SimRelay relay) {
    return Objects.requireNonNull(relay.process()).engine.origin();
  }
}
