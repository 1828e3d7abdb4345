package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.load.HoldLoad;
import io.gunrelay.e2e.loadgen.load.ProcessorUse;
import io.gunrelay.e2e.loadgen.load.Slope;
import io.gunrelay.e2e.loadgen.relays.MemoryGroup;
import io.gunrelay.e2e.loadgen.relays.Relay;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Connected, subscribed and syncing clients on a relay with a pod's memory and the flags that the
 * operator gives it: each puts into its room every ten seconds and hears the nine others there.
 */
final class PodSection implements Section {
  private static final long LIMIT_BYTES = 512L << 20;

  /** What the operator makes of that limit. */
  private static final String JVM = "-Xmx235929k -XX:MaxDirectMemorySize=78643k";

  private static final int ROOM = 10;
  private static final double SECONDS_BETWEEN_PUTS = 10;
  private static final int VALUE_BYTES = 64;
  private static final int BEYOND_THIS_MACHINE = 50_000;

  private final List<Integer> sizes;
  private final double seconds;

  PodSection(List<Integer> sizes, double seconds) {
    this.sizes = sizes;
    this.seconds = seconds;
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    Optional<MemoryGroup> group = MemoryGroup.create(Optional.of(LIMIT_BYTES));
    if (group.isEmpty()) {
      ground.notes().accept("No control group could be made: the pod's memory was not limited.");
    }
    Relay relay = ((Relay.GunRelay) ground.relay()).onJvm(JVM);
    try {
      try (RunningRelay running = ground.start(relay, "pod", group)) {
        hold(ground, figures, running, group);
      }
    } finally {
      if (group.isPresent()) {
        group.get().close();
      }
    }
  }

  private void hold(
      Ground ground, Figures figures, RunningRelay running, Optional<MemoryGroup> group)
      throws IOException, InterruptedException {
    Slope live = new Slope();
    Slope memory = new Slope();
    Slope processors = new Slope();
    Point last = new Point(0, 0, 0, 0, 0);
    for (int size : sizes) {
      last = at(ground, running, group, size);
      live.add(size, last.liveMb());
      memory.add(size, last.memoryMb());
      processors.add(size, last.processors());
    }
    figures.add(Measure.POD_CLIENTS, ground.whose(), (double) last.clients());
    figures.add(Measure.POD_MEMORY, ground.whose(), last.memoryMb());
    figures.add(Measure.POD_PROCESSORS, ground.whose(), last.processors());
    figures.add(Measure.POD_P99, ground.whose(), last.p99Millis());
    if (sizes.size() > 1) {
      // Garbage fills whatever heap there is; what lives, and what the kernel holds, grows.
      double kernelAndRest = last.memoryMb() - last.liveMb();
      figures.add(
          Measure.POD_50000_MEMORY,
          ground.whose(),
          Math.max(memory.at(BEYOND_THIS_MACHINE), live.at(BEYOND_THIS_MACHINE) + kernelAndRest));
      figures.add(Measure.POD_50000_PROCESSORS, ground.whose(), processors.at(BEYOND_THIS_MACHINE));
    }
  }

  /** A relay with so many clients. */
  private record Point(
      long clients, double liveMb, double memoryMb, double processors, double p99Millis) {}

  private Point at(Ground ground, RunningRelay running, Optional<MemoryGroup> group, int size)
      throws IOException, InterruptedException {
    HoldLoad.Settings settings =
        new HoldLoad.Settings(
            size,
            ROOM,
            size / SECONDS_BETWEEN_PUTS,
            2 * seconds,
            seconds,
            VALUE_BYTES,
            "pod" + size);
    List<Point> points = new ArrayList<>();
    try (Clients clients = Ground.clients(running);
        HoldLoad load = new HoldLoad(clients, settings)) {
      List<ProcessorUse.Meter> meters = new ArrayList<>();
      HoldLoad.Report total =
          load.run(
              report -> {
                try {
                  if (meters.isEmpty()) {
                    meters.add(new ProcessorUse.Meter(Optional.of(running.pid())));
                  } else if (points.isEmpty()) {
                    points.add(point(report, meters.getFirst(), running, group));
                  }
                } catch (IOException | InterruptedException e) {
                  throw new UncheckedIOException(new IOException(e));
                }
              },
              () -> false);
      Point point = points.getFirst();
      ground.say(
          ("%,d of %,d clients hold, %,d puts, %,d acknowledged, %,d deliveries: p99 %.1f ms, "
                  + "%.0f MB counted, %.0f MB live, %.2f processors")
              .formatted(
                  total.open(),
                  size,
                  total.puts(),
                  total.acknowledged(),
                  total.deliveries(),
                  point.p99Millis(),
                  point.memoryMb(),
                  point.liveMb(),
                  point.processors()));
      ground.complain(total.lost() + total.failed(), "connections of the pod's clients were lost");
      ground.complain(total.refused(), "puts of the pod's clients were refused");
      ground.complain(
          total.puts() - total.acknowledged() - total.refused(),
          "puts of the pod's clients were not answered");
      return point;
    }
  }

  private static Point point(
      HoldLoad.Report report,
      ProcessorUse.Meter meter,
      RunningRelay running,
      Optional<MemoryGroup> group)
      throws IOException, InterruptedException {
    double processors = meter.read().relayProcessors().orElse(0.0);
    double memory =
        group.isPresent()
            ? group.get().usedBytes() / (1024.0 * 1024)
            : running.memory().residentKb() / 1024.0;
    running.collectGarbage();
    double live = running.metrics().heapAndDirectBytes() / (1024 * 1024);
    return new Point(report.open(), live, memory, processors, report.latency().p99Millis());
  }
}
