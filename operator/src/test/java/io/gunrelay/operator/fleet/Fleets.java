package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirementsBuilder;
import io.gunrelay.api.v1alpha1.AnalysisSpec;
import io.gunrelay.api.v1alpha1.FailoverSpec;
import java.time.Duration;
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

  /** Without an entry. */
  public static Fleet of(Region region) {
    return of(region, new Storage.Ephemeral(), null);
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
        revision("1.4.0"),
        new Strategy(
            storage instanceof Storage.Ephemeral,
            List.of(regions.stream().map(Region::name).toList()),
            List.of(
                new Strategy.Step(10, Duration.ofMinutes(2), false),
                new Strategy.Step(50, Duration.ofMinutes(5), false),
                new Strategy.Step(100, Duration.ZERO, false)),
            Duration.ofMinutes(10),
            Duration.ofMinutes(10),
            AnalysisSpec.usual()),
        regions,
        entry,
        storage,
        Limits.ofConnections(20_000, 8_388_608, 10_000),
        Security.NONE,
        FailoverSpec.usual(),
        Monitoring.USUAL);
  }

  /** Of a version, with defaults for the rest. */
  public static Revision revision(String version) {
    return new Revision(
        version,
        "example.com/relay:" + version,
        Durability.DISK,
        new ResourceRequirementsBuilder()
            .withRequests(Map.of("cpu", new Quantity("500m"), "memory", new Quantity("512Mi")))
            .withLimits(Map.of("memory", new Quantity("1Gi")))
            .build(),
        PodOverrides.NONE,
        GracePeriod.forConnections(20_000).drainSeconds());
  }

  /** A fleet with other bounds. */
  public static Fleet with(Fleet fleet, Limits limits) {
    return with(fleet, limits, fleet.security(), fleet.failover());
  }

  /** A fleet that lets others write. */
  public static Fleet with(Fleet fleet, Security security) {
    return with(fleet, fleet.limits(), security, fleet.failover());
  }

  /** A fleet that does something else when a region is down. */
  public static Fleet with(Fleet fleet, FailoverSpec failover) {
    return with(fleet, fleet.limits(), fleet.security(), failover);
  }

  private static Fleet with(Fleet fleet, Limits limits, Security security, FailoverSpec failover) {
    return new Fleet(
        fleet.owner(),
        fleet.revision(),
        fleet.strategy(),
        fleet.regions(),
        fleet.entry(),
        fleet.storage(),
        limits,
        security,
        failover,
        fleet.monitoring());
  }

  /** A fleet whose writes are acknowledged for something else. */
  public static Fleet with(Fleet fleet, Durability durability) {
    var is = fleet.revision();
    return fleet.with(
        new Revision(
            is.version(), is.image(), durability, is.resources(), is.pods(), is.drainSeconds()));
  }

  /** A fleet with pods that have more. */
  public static Fleet with(Fleet fleet, PodOverrides pods) {
    var is = fleet.revision();
    return fleet.with(
        new Revision(
            is.version(), is.image(), is.durability(), is.resources(), pods, is.drainSeconds()));
  }

  /** A fleet whose relays take another time to stop. */
  public static Fleet with(Fleet fleet, GracePeriod grace) {
    var is = fleet.revision();
    return fleet.with(
        new Revision(
            is.version(),
            is.image(),
            is.durability(),
            is.resources(),
            is.pods(),
            grace.drainSeconds()));
  }
}
