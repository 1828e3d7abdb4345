package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fleets to test with. */
public final class Fleets {

  public static final Owner OWNER = new Owner("shop", "demo", "uid-1");

  private Fleets() {}

  public static Fleet fixed(int replicas) {
    return of(new Region("west", new Region.Scale.Fixed(replicas)), new Storage.Ephemeral(), null);
  }

  public static Fleet autoscaled(int min, int max) {
    return of(
        new Region("west", new Region.Scale.Automatic(min, max, 70, 120, null)),
        new Storage.Ephemeral(),
        null);
  }

  public static Fleet withVolumes(String size, boolean deletedWithFleet) {
    return of(
        new Region("west", new Region.Scale.Fixed(2)),
        new Storage.Volume(new Quantity(size), "fast", deletedWithFleet),
        null);
  }

  /** With an entry, and these regions. */
  public static Fleet of(Entry entry, Region... regions) {
    return of(List.of(regions), new Storage.Ephemeral(), entry);
  }

  public static Fleet exposed(Entry entry) {
    return of(new Region("west", new Region.Scale.Fixed(2)), new Storage.Ephemeral(), entry);
  }

  private static Fleet of(Region region, Storage storage, @Nullable Entry entry) {
    return of(List.of(region), storage, entry);
  }

  private static Fleet of(List<Region> regions, Storage storage, @Nullable Entry entry) {
    return new Fleet(
        OWNER,
        "1.4.0",
        "example.com/relay:1.4.0",
        regions,
        entry,
        storage,
        Durability.DISK,
        Limits.ofConnections(20_000, 8_388_608, 10_000),
        Security.NONE,
        new ResourceRequirementsBuilder()
            .withRequests(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("512Mi")))
            .withLimits(Map.of("memory", new Quantity("1Gi")))
            .build(),
        PodOverrides.NONE,
        Monitoring.USUAL);
  }
}
