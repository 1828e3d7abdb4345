package io.gunrelay.e2e.loadgen.soak;

import io.gunrelay.e2e.loadgen.load.Slope;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** A relay's memory and files over time. One thread. */
final class Vitals {
  private final RunningRelay relay;
  private final Slope resident = new Slope();
  private final Slope live = new Slope();

  Vitals(RunningRelay relay) {
    this.relay = relay;
  }

  /** Looks; garbage is collected first. */
  void look(double minute) throws IOException, InterruptedException {
    resident.add(minute, relay.memory().residentKb() / 1024.0);
    relay.collectGarbage();
    live.add(minute, relay.metrics().heapAndDirectBytes() / (1 << 20));
  }

  double residentMb() {
    return resident.last();
  }

  /** Growth from the first look to the last. */
  double residentGrowthMb() {
    return resident.growth();
  }

  double liveMb() {
    return live.last();
  }

  /** Growth from the first look to the last. */
  double liveGrowthMb() {
    return live.growth();
  }

  /** Sockets that the process holds open. */
  long sockets() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(relay.pid()), "fd"))) {
      List<Path> open = files.toList();
      long sockets = 0;
      for (Path file : open) {
        sockets += isSocket(file) ? 1 : 0;
      }
      return sockets;
    }
  }

  private static boolean isSocket(Path file) throws IOException {
    try {
      return Files.readSymbolicLink(file).toString().startsWith("socket:");
    } catch (NoSuchFileException closedMeanwhile) {
      return false;
    }
  }
}
