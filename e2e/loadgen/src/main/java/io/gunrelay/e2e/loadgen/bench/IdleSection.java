package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.Crowd;
import io.gunrelay.e2e.loadgen.load.Slope;
import io.gunrelay.e2e.loadgen.relays.MemoryGroup;
import io.gunrelay.e2e.loadgen.relays.OwnCertificate;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an idle connection costs, as the slope over a growing crowd: what a relay holds whether
 * anybody is there or not does not count.
 */
final class IdleSection implements Section {
  /** Lines of the table. */
  record Lines(Measure live, Measure resident, Measure counted) {}

  private final List<Integer> sizes;
  private final boolean secure;
  private final Lines lines;

  /**
   * @param sizes of the crowd, growing
   * @param secure whether the connections have TLS
   */
  IdleSection(List<Integer> sizes, boolean secure, Lines lines) {
    this.sizes = sizes;
    this.secure = secure;
    this.lines = lines;
  }

  @Override
  public Set<Contestant> contestants() {
    return secure
        ? EnumSet.of(Contestant.GUN_RELAY)
        : EnumSet.of(Contestant.GUN_RELAY, Contestant.GUN_JS);
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    Optional<MemoryGroup> group = MemoryGroup.create(Optional.empty());
    if (group.isEmpty()) {
      ground.notes().accept("No control group could be made: memory without the kernel's share.");
    }
    try {
      Relay relay =
          secure
              ? ((Relay.GunRelay) ground.relay()).secured(OwnCertificate.in(ground.folder()))
              : ground.relay();
      try (RunningRelay running = ground.start(relay, "idle", group);
          Clients clients = Ground.clients(running);
          Crowd crowd = new Crowd(clients)) {
        grow(ground, figures, running, group, crowd);
      }
    } finally {
      if (group.isPresent()) {
        group.get().close();
      }
    }
  }

  private void grow(
      Ground ground,
      Figures figures,
      RunningRelay running,
      Optional<MemoryGroup> group,
      Crowd crowd)
      throws IOException, InterruptedException {
    boolean ours = ground.whose() == Contestant.GUN_RELAY;
    Slope resident = new Slope();
    Slope counted = new Slope();
    Slope live = new Slope();
    for (int size : sizes) {
      double seconds = crowd.growTo(size);
      ground.settle();
      resident.add(size, (double) running.memory().residentKb());
      if (group.isPresent()) {
        counted.add(size, group.get().usedBytes() / 1024.0);
      }
      if (ours) {
        running.collectGarbage();
        live.add(size, running.metrics().heapAndDirectBytes() / 1024);
      }
      ground.say(
          ("%,d connections (the last opened in %.1f s): %,d KB resident, %,.0f KB counted, "
                  + "%,.0f KB live")
              .formatted(
                  size, seconds, running.memory().residentKb(), counted.last(), live.last()));
    }
    ground.complain(crowd.closedByRelay(), "idle connections were closed");
    figures.add(lines.resident(), ground.whose(), resident.perUnit());
    if (counted.size() > 1) {
      figures.add(lines.counted(), ground.whose(), counted.perUnit());
    }
    if (ours) {
      figures.add(lines.live(), ground.whose(), live.perUnit());
    }
  }
}
