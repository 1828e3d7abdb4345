package io.gunrelay.operator.report;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RegionStatus;
import io.gunrelay.operator.decide.RegionState;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.report.Figures.Advice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Decides whether the status says something new, and writes it if so. */
public final class Reporter {

  private final InstantSource clock;
  private final EventLog events;
  private final Map<String, Instant> figuresWritten = new ConcurrentHashMap<>();

  public Reporter(InstantSource clock, EventLog events) {
    this.clock = clock;
    this.events = events;
  }

  /**
   * Reports once.
   *
   * @param write writes a status; called once or not at all
   * @return when there will be something to write that is held back now
   */
  public Optional<Duration> report(
      GunRelayCluster cluster, Verdict verdict, Consumer<GunRelayClusterStatus> write) {
    var now = clock.instant();
    var former = cluster.getStatus();
    var uid = cluster.getMetadata().getUid();
    StateEvents.of(former, verdict)
        .ifPresent(
            event -> events.write(cluster, event.severity(), event.reason(), event.message()));
    var held = Statuses.of(cluster, verdict, region -> published(former, region), now);
    Stream.concat(RolloutEvents.of(former, held).stream(), FailoverEvents.of(former, held).stream())
        .forEach(told -> events.write(cluster, told.severity(), told.reason(), told.message()));
    var fresh = Statuses.of(cluster, verdict, region -> known(former, region), now);
    if (!held.equals(former)) {
      write(uid, fresh, former, write, now);
      return Optional.empty();
    }
    return switch (Figures.advise(
        former == null ? null : former.clients(), fresh.clients(), figuresWritten.get(uid), now)) {
      case Advice.Leave() -> Optional.empty();
      case Advice.Wait(Duration time) -> Optional.of(time);
      case Advice.Write() -> {
        write(uid, fresh, former, write, now);
        yield Optional.empty();
      }
    };
  }

  /** Nothing is remembered of a resource that is gone. */
  public void forget(GunRelayCluster cluster) {
    figuresWritten.remove(cluster.getMetadata().getUid());
    events.forget(cluster);
  }

  private void write(
      String uid,
      GunRelayClusterStatus fresh,
      @Nullable GunRelayClusterStatus former,
      Consumer<GunRelayClusterStatus> write,
      Instant now) {
    write.accept(fresh);
    if (former == null || !Objects.equals(former.clients(), fresh.clients())) {
      figuresWritten.put(uid, now);
    }
  }

  /** A region that has not reported since the operator started has what it had: it is summed up. */
  private static @Nullable Long known(@Nullable GunRelayClusterStatus former, RegionState region) {
    var clients = region.clients();
    return clients == null ? published(former, region) : clients;
  }

  private static @Nullable Long published(
      @Nullable GunRelayClusterStatus former, RegionState region) {
    List<RegionStatus> regions = former == null ? null : former.regions();
    return regions == null
        ? null
        : regions.stream()
            .filter(candidate -> candidate.name().equals(region.name()))
            .map(RegionStatus::clients)
            .filter(clients -> clients != null)
            .findFirst()
            .orElse(null);
  }
}
