package io.gunrelay.relay.replication.simulation;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** What befalls regions, by chance. */
final class Faults {
  private final RegionSimulation simulation;
  private final Random random;
  private final Trace trace;

  /** A disk was lost, and since then not every relay's changes need be on two disks. */
  private boolean exposed;

  Faults(RegionSimulation simulation, Random random, Trace trace) {
    this.simulation = simulation;
    this.random = random;
    this.trace = trace;
  }

  /** Lets one thing happen. */
  void next() {
    SimRelay relay = any(simulation.relays());
    switch (random.nextInt(20)) {
      case 0, 1, 2, 3 -> heal();
      case 4, 5, 6 -> startAll();
      case 7 -> cutRegion(relay.region, true);
      case 8, 9 -> cutRegion(relay.region, false);
      case 10 -> stall(relay, any(simulation.relays()));
      case 11, 12 -> silence(relay);
      case 13 -> crash(relay);
      case 14, 15 -> crashTakers(relay);
      case 16 -> vanish(relay);
      case 17, 18 -> loseDisk(relay);
      default -> loseRegion(relay.region);
    }
    simulation.changed();
  }

  private void heal() {
    trace.add(() -> "all ways are healed");
    simulation.heal();
  }

  private void startAll() {
    trace.add(() -> "all run");
    simulation.relays().forEach(simulation::start);
  }

  /** Nothing comes out of a region, or neither in nor out; nobody is told. */
  private void cutRegion(String region, boolean oneWay) {
    trace.add(() -> region + " is cut off" + (oneWay ? ", and hears the others" : ""));
    for (SimRelay from : simulation.relays()) {
      for (SimRelay to : simulation.relays()) {
        if (from.region.equals(region) && !to.region.equals(region)) {
          simulation.network().stall(from, to);
          if (!oneWay) {
            simulation.network().stall(to, from);
          }
        }
      }
    }
  }

  private void stall(SimRelay from, SimRelay to) {
    trace.add(() -> "nothing passes from " + from + " to " + to);
    simulation.network().stall(from, to);
  }

  /** Connections of a relay fall silent, and new ones can be made. */
  private void silence(SimRelay relay) {
    trace.add(() -> "the links from and to other regions' relays fall silent at " + relay);
    simulation
        .farLinks(link -> link.source() == relay || link.target() == relay)
        .forEach(TimedLink::fallSilent);
  }

  private void crash(SimRelay relay) {
    trace.add(() -> relay + " crashes");
    simulation.crash(relay);
  }

  /** All of other regions that take from one die at once. */
  private void crashTakers(SimRelay relay) {
    Set<SimRelay> takers =
        simulation.farLinks(link -> link.source() == relay).stream()
            .map(of -> of.link().target())
            .collect(Collectors.toSet());
    trace.add(() -> "those that take from " + relay + " crash: " + takers);
    takers.forEach(simulation::crash);
  }

  /** A host is gone: nobody is told. */
  private void vanish(SimRelay relay) {
    trace.add(() -> relay + " vanishes");
    for (SimRelay other : simulation.relays()) {
      simulation.network().stall(relay, other);
      simulation.network().stall(other, relay);
    }
    simulation.crash(relay);
  }

  private void loseDisk(SimRelay relay) {
    if (exposed && !simulation.checks().isEachCoveredByAnother()) {
      return;
    }
    trace.add(() -> relay + " loses its disk");
    lose(relay);
  }

  /** All disks of a region at once; what only its own relays had vouched for is excused. */
  private void loseRegion(String region) {
    Checks checks = simulation.checks();
    if (!checks.isAbroadToo(region) || (exposed && !checks.isEachCoveredAbroad(region))) {
      return;
    }
    trace.add(() -> region + " loses all its disks");
    simulation.relays().stream().filter(of -> of.region.equals(region)).forEach(this::crashOnly);
    simulation.relays().stream().filter(of -> of.region.equals(region)).forEach(this::lose);
  }

  private void crashOnly(SimRelay relay) {
    relay.crash();
  }

  private void lose(SimRelay relay) {
    exposed = true;
    relay.crash();
    relay.insert(new SimDisk());
    simulation.start(relay);
  }

  private <T> T any(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
