package io.gunrelay.e2e.loadgen.bench;

import io.gunrelay.e2e.loadgen.load.ProcessorUse;
import io.gunrelay.e2e.loadgen.relays.Fleet;
import io.gunrelay.e2e.loadgen.relays.RunningRelay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** What it costs that relays of a fleet are there for each other, when nobody puts anything. */
final class FleetSection implements Section {
  private static final Path NETWORK = Path.of("/proc/net/dev");

  private final int size;
  private final double seconds;

  FleetSection(int size, double seconds) {
    this.size = size;
    this.seconds = seconds;
  }

  @Override
  public boolean onceIsEnough() {
    return true;
  }

  @Override
  public void run(Ground ground, Figures figures) throws IOException, InterruptedException {
    try (Fleet fleet = ground.fleet(size, false)) {
      List<RunningRelay> relays = fleet.startAll();
      ground.settle();
      ground.settle();
      List<ProcessorUse.Meter> meters = new ArrayList<>();
      for (RunningRelay relay : relays) {
        meters.add(new ProcessorUse.Meter(Optional.of(relay.pid())));
      }
      long bytesBefore = loopbackBytes();
      TimeUnit.MILLISECONDS.sleep((long) (seconds * 1_000));
      double kilobytes = (loopbackBytes() - bytesBefore) / 1024.0 / seconds;
      double processors = 0;
      double megabytes = 0;
      for (int i = 0; i < size; i++) {
        processors += meters.get(i).read().relayProcessors().orElse(0.0) / size;
        megabytes += relays.get(i).memory().residentKb() / 1024.0 / size;
      }
      ground.say(
          "%d relays: %.4f processors and %.1f MB each, %.1f KB/s in all"
              .formatted(size, processors, megabytes, kilobytes));
      figures.add(Measure.FLEET_PROCESSORS, ground.whose(), processors);
      figures.add(Measure.FLEET_BYTES, ground.whose(), kilobytes);
      figures.add(Measure.FLEET_MEMORY, ground.whose(), megabytes);
    }
  }

  /** What has been sent over the loopback interface since the machine was started. */
  private static long loopbackBytes() throws IOException {
    for (String line : Files.readAllLines(NETWORK)) {
      String[] fields = line.strip().split("[:\\s]+", -1);
      if (fields[0].equals("lo")) {
        return Long.parseLong(fields[1]);
      }
    }
    throw new IOException(NETWORK + " names no loopback interface");
  }
}
