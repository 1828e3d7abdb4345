package io.gunrelay.operator.entries;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.relay.api.TrialOrder;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last trial of each region's entry. Each is tried in every interval, and each second while
 * much depends on it or it does not serve; what comes of it starts a round of the reconciler when
 * it is news. In memory only: whoever comes after a kill tries anew.
 */
public final class Trials extends AbstractEventSource<Trial, GunRelayCluster>
    implements ResourceEventAware<GunRelayCluster> {

  private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

  private final Inquest inquest;
  private final InstantSource clock;
  private final Duration interval;
  private final Duration tick;
  private final Map<ResourceID, Map<String, EntryWatch>> fleets = new ConcurrentHashMap<>();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("entry-trials").factory());

  /**
   * Prepares; nobody tries anything before it is started.
   *
   * @param interval in which an entry is tried usually
   * @param tick in which one is that much depends on
   */
  public Trials(Observers observers, InstantSource clock, Duration interval, Duration tick) {
    super(Trial.class, "entry-trials");
    this.inquest = new Inquest(observers, clock);
    this.clock = clock;
    this.interval = interval;
    this.tick = tick;
    timer.setRemoveOnCancelPolicy(true);
  }

  /** Says which entries are to be tried from now on; without any, nothing is. */
  public void follow(ResourceID fleet, List<Goal> goals) {
    if (goals.isEmpty()) {
      fleets.remove(fleet);
      return;
    }
    var watches = fleets.computeIfAbsent(fleet, id -> new ConcurrentHashMap<>());
    watches.keySet().retainAll(goals.stream().map(Goal::region).collect(Collectors.toSet()));
    for (var goal : goals) {
      watches.compute(
          goal.region(),
          (region, known) ->
              known != null && known.isOf(goal) ? known.directed(goal) : new EntryWatch(goal));
    }
  }

  /** What is known now, by region. */
  public Map<String, Trial> of(ResourceID fleet) {
    var trials = new HashMap<String, Trial>();
    fleets
        .getOrDefault(fleet, Map.of())
        .forEach((region, watch) -> watch.last().ifPresent(trial -> trials.put(region, trial)));
    return trials;
  }

  private void tryWhatIsDue() {
    fleets.forEach((fleet, watches) ->
        watches.values().stream()
            .filter(watch -> watch.begin(clock.instant(), interval))
            .forEach(watch -> {
              var _ =
                  Thread.ofVirtual()
                      .name("entry-trial")
                      .start(() -> tryOnce(fleet, watches, watch));
            }));
  }

  private void tryOnce(ResourceID fleet, Map<String, EntryWatch> watches, EntryWatch watch) {
    boolean isNews = false;
    try {
      var trial = inquest.hold(watch.goal(), others(watches, watch), watch.isProven());
      isNews = watch.ended(trial);
    } catch (RuntimeException e) {
      LOG.warn("The entry of region {} of {} cannot be tried", watch.goal().region(), fleet, e);
    } finally {
      watch.free();
    }
    if (isNews && isRunning()) {
      getEventHandler().handleEvent(new Event(fleet));
    }
  }

  private static List<TrialOrder> others(Map<String, EntryWatch> watches, EntryWatch watch) {
    return watches.values().stream()
        .filter(other -> !Objects.equals(other, watch))
        .sorted(Comparator.comparing(other -> !other.serves()))
        .map(other -> other.goal().order())
        .toList();
  }

  @Override
  public void start() {
    if (!isRunning()) {
      super.start();
      var _ =
          timer.scheduleWithFixedDelay(
              this::tryWhatIsDue, tick.toMillis(), tick.toMillis(), TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    super.stop();
    timer.shutdownNow();
  }

  @Override
  public void onResourceDeleted(GunRelayCluster cluster) {
    fleets.remove(ResourceID.fromResource(cluster));
  }

  @Override
  public Set<Trial> getSecondaryResources(GunRelayCluster cluster) {
    return Set.copyOf(of(ResourceID.fromResource(cluster)).values());
  }
}
