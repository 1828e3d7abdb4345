package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.Ham;
import io.gunrelay.relay.store.Commit;
import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.RowKeys;
import io.gunrelay.relay.store.StoreContents;
import io.gunrelay.relay.store.Tag;
import io.gunrelay.relay.store.VersionVector;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What must hold, whatever happens.
 *
 * <p>After each commit: for each change that a relay's vector covers, its value of the key is that
 * change or one that HAM prefers. After each acknowledgement: the change is on the disk of who did
 * so and, under {@link Durability#REPLICATED}, of a relay that takes from it and counts. After each
 * loss: what was so acknowledged is on some disk. At each step: nobody takes more memory than he
 * may. And when all relays have run and been linked for long enough: they are equal, no put waits,
 * and they hold what was acknowledged.
 */
final class Checks {
  /** What was said to a client. */
  private record Acknowledged(int relay, int life, Delta delta) {}

  private final List<SimRelay> relays;
  private final List<SimLink> links;
  private final Durability durability;
  private final Map<Tag, List<Entry>> issued = new HashMap<>();
  private final List<Acknowledged> acknowledged = new ArrayList<>();

  /** Those for which relays of the own region were enough, with that. */
  private final Map<String, List<Entry>> atHome = new HashMap<>();

  /** Of each key the change that HAM prefers among those that were acknowledged. */
  private final Map<Bytes, Entry> promised = new HashMap<>();

  private final Map<SimRelay, Long> checkedWrites = new HashMap<>();

  /**
   * @param relays all that there are, also later
   * @param links all that there are, also later
   */
  Checks(List<SimRelay> relays, List<SimLink> links, Durability durability) {
    this.relays = relays;
    this.links = links;
    this.durability = durability;
  }

  /** How many puts were acknowledged. */
  int acknowledgements() {
    return acknowledged.size();
  }

  /** A relay has committed it. */
  void witness(Commit commit) {
    for (Commit.Value value : commit.values()) {
      if (value.sender() == null) {
        issued.computeIfAbsent(value.tag(), tag -> new ArrayList<>(1)).add(value.entry());
      }
    }
  }

  /** A relay says to a client that the change is as safe as was promised. */
  void acknowledged(SimRelay relay, Delta delta) {
    Acknowledged ack = new Acknowledged(relay.number, relay.lives(), delta);
    acknowledged.add(ack);
    promised.merge(row(delta), entry(delta), Checks::preferred);
    StoreContents here = StoreContents.read(relay.disk());
    if (!isCovered(here, entry(delta)) && !isDeferred(here, delta)) {
      throw new AssertionError("acknowledged, and not on disk: " + ack);
    }
    if (durability == Durability.REPLICATED && !isVouchedFor(relay, entry(delta))) {
      throw new AssertionError(
          "acknowledged, and with nobody else who counts: %s; takers: %s"
              .formatted(ack, describeTakers(relay, entry(delta))));
    }
  }

  /** Whether somebody who takes from the relay has it, or had when he could be heard last. */
  private boolean isVouchedFor(SimRelay relay, Entry change) {
    List<SimLink> takers =
        links.stream().filter(link -> link.source() == relay && link.isServed()).toList();
    boolean abroad = countsAbroad(relay, takers);
    if (!abroad) {
      atHome.computeIfAbsent(relay.region, region -> new ArrayList<>()).add(change);
    }
    return takers.stream()
        .filter(link -> !abroad || isAbroad(link))
        .anyMatch(link ->
            link.hasLostTheDisk() || isCovered(StoreContents.read(link.target().disk()), change));
  }

  private String describeTakers(SimRelay relay, Entry change) {
    SimRelay.Running running = relay.process();
    return "awaits one of another region: %s; %s"
        .formatted(
            running != null && running.awaitsFarTaker(),
            links.stream()
                .filter(link -> link.source() == relay && link.isServed())
                .map(link ->
                    "%s relay %d, silent: %s, has it: %s"
                        .formatted(
                            link.target().region,
                            link.target().number,
                            link.isSilent(),
                            isCovered(StoreContents.read(link.target().disk()), change)))
                .toList());
  }

  /** Whether only relays of other regions count. */
  private static boolean countsAbroad(SimRelay relay, List<SimLink> takers) {
    SimRelay.Running running = relay.process();
    return takers.stream().anyMatch(link -> isAbroad(link) && !link.isSilent())
        || (running != null && running.awaitsFarTaker());
  }

  private static boolean isAbroad(SimLink link) {
    return !link.source().region.equals(link.target().region);
  }

  /** Whatever has just happened. */
  void step() {
    for (SimRelay relay : relays) {
      if (checkedWrites.getOrDefault(relay, -1L) != relay.disk().writes()) {
        checkedWrites.put(relay, relay.disk().writes());
        checkVector(relay, StoreContents.read(relay.disk()));
      }
      SimRelay.Running running = relay.process();
      if (running != null && running.confirmations.waiting() > running.openPuts()) {
        throw new AssertionError("more puts wait than are open, at relay " + relay.number);
      }
    }
    links.forEach(SimLink::checkBounds);
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

  /** Whether the next loss of a disk may come: each relay's changes are on another's disk. */
  boolean isEachCoveredByAnother() {
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

  /** Whether a whole region may be lost first: others have what only its own relays vouched for. */
  boolean isAbroadToo(String region) {
    List<StoreContents> others = contents(relay -> !relay.region.equals(region));
    return atHome.getOrDefault(region, List.of()).stream()
        .allMatch(change -> others.stream().anyMatch(disk -> isCovered(disk, change)));
  }

  /** Whether a whole region may be lost after other losses: others have its changes. */
  boolean isEachCoveredAbroad(String region) {
    List<StoreContents> others = contents(relay -> !relay.region.equals(region));
    return contents(relay -> relay.region.equals(region)).stream()
        .map(StoreContents::vector)
        .allMatch(here ->
            others.stream().anyMatch(disk -> here.max(disk.vector()).equals(disk.vector())));
  }

  /** Something has just been lost. */
  void loss() {
    if (durability != Durability.REPLICATED) {
      return;
    }
    List<StoreContents> disks = contents();
    for (Entry change : promised.values()) {
      if (disks.stream().noneMatch(disk -> isCovered(disk, change))) {
        throw new AssertionError("acknowledged, and on no disk any more: " + change);
      }
    }
  }

  /** Nothing moves any more, and all run and are linked. */
  void rest() {
    List<StoreContents> contents = contents();
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

  private List<StoreContents> contents() {
    return contents(relay -> true);
  }

  private List<StoreContents> contents(Predicate<SimRelay> which) {
    return relays.stream().filter(which).map(relay -> StoreContents.read(relay.disk())).toList();
  }

  private static Map<Bytes, String> plain(StoreContents contents) {
    Map<Bytes, String> plain = new HashMap<>();
    contents
        .graph()
        .forEach(
            (row, value) -> plain.put(row, value.entry().state() + " " + value.entry().value()));
    return plain;
  }

  private static boolean isDeferred(StoreContents contents, Delta delta) {
    return contents.deferred().stream()
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
}
