package io.gunrelay.operator.failover;

import io.gunrelay.operator.failover.Policy.Strategy;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.failover.Sight.RegionSight;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Decides which region serves whose clients. */
public final class Failovers {
  private final Sight sight;
  private final Map<String, String> why = new LinkedHashMap<>();
  private Course course;
  private Optional<Instant> again = Optional.empty();

  private Failovers(Course course, Sight sight) {
    this.sight = sight;
    this.course = known(course, sight);
  }

  /** Decides once; a sight without regions is of no fleet. */
  public static Ruling next(Course course, Sight sight) {
    return new Failovers(course, sight).next();
  }

  /** With the regions that there are. */
  private static Course known(Course course, Sight sight) {
    var stands = new LinkedHashMap<String, Stand>();
    for (var region : sight.regions()) {
      var stand = course.stands().getOrDefault(region.name(), Stand.healthy(sight.now()));
      boolean isServedByNobody =
          stand.target().filter(target -> !isThere(sight, target)).isPresent();
      stands.put(region.name(), isServedByNobody ? Stand.healthy(sight.now()) : stand);
    }
    var active =
        sight.policy().strategy() == Strategy.ACTIVE_ACTIVE
            ? Optional.<String>empty()
            : Stream.concat(
                    course.active().stream(), sight.regions().stream().map(RegionSight::name))
                .filter(name -> isThere(sight, name))
                .findFirst();
    return new Course(stands, active, course.heeded(), course.past());
  }

  private static boolean isThere(Sight sight, String region) {
    return sight.regions().stream().anyMatch(one -> one.name().equals(region));
  }

  private Ruling next() {
    for (var region : sight.regions()) {
      decide(region);
    }
    for (var region : sight.regions()) {
      // Whose refuge has just gone is not left where nobody serves until the next round.
      decide(region);
    }
    heed();
    var leads = new LinkedHashMap<String, Serving>();
    sight.regions().forEach(region -> leads.put(region.name(), lead(region.name())));
    return new Ruling(course, leads, why, again);
  }

  /** Goes on as far as it goes now. */
  private void decide(RegionSight region) {
    var name = region.name();
    for (int i = 0; i < Phase.values().length; i++) {
      var before = course.stand(name);
      take(region, State.of(Scene.of(course, sight, region)).next());
      if (course.stand(name).phase() == before.phase()) {
        return;
      }
    }
  }

  private void take(RegionSight region, Step step) {
    var name = region.name();
    var before = course.stand(name).phase();
    course = course.with(name, step.stand());
    if (before == Phase.SWITCHING && step.stand().phase() == Phase.FAILED_OVER) {
      course = course.timed(name, step.stand().watch().orElseThrow());
    }
    step.made().ifPresent(this::made);
    if (course.active().isPresent()
        && before == Phase.FAILING_BACK
        && step.stand().phase() == Phase.HEALTHY) {
      course = course.serving(name);
    }
    boolean isHome = before.isServedByOther() && step.stand().phase() == Phase.HEALTHY;
    if (isHome && sight.wish().filter(name::equals).isPresent()) {
      course = course.heeding(sight.wish());
    }
    if (step.why().isEmpty()) {
      why.remove(name);
    } else {
      why.put(name, step.why());
    }
    step.again()
        .filter(due -> again.filter(due::isAfter).isEmpty())
        .ifPresent(due -> again = Optional.of(due));
  }

  /** Who takes over serves its own clients, too. */
  private void made(Switch one) {
    course = course.after(one);
    if (course.stand(one.to()).phase().isServedByOther()) {
      course = course.with(one.to(), Stand.healthy(sight.now()));
    }
    if (course.active().isPresent()) {
      course = course.serving(one.to());
    }
  }

  /** A wish is done once; the same one again has to be taken back first. */
  private void heed() {
    if (sight.wish().isEmpty()) {
      course = course.heeding(Optional.empty());
      return;
    }
    var wish = sight.wish().get();
    boolean isServing =
        course.active().map(wish::equals).orElseGet(() -> isAnyServedBy(wish) || isBack(wish));
    if (isServing) {
      course = course.heeding(sight.wish());
    }
  }

  private boolean isAnyServedBy(String wish) {
    return course.stands().values().stream()
        .anyMatch(stand -> stand.asked() && stand.target().filter(wish::equals).isPresent());
  }

  private boolean isBack(String wish) {
    var stand = course.stands().get(wish);
    return stand != null && stand.phase() == Phase.FAILING_BACK;
  }

  private Serving lead(String region) {
    if (course.active().isPresent()) {
      var active = course.active().get();
      return new Serving(active, active.equals(region) ? 100 : 0);
    }
    var stand = course.stand(region);
    return stand.phase().isServedByOther()
        ? new Serving(stand.target().orElseThrow(), stand.share())
        : new Serving(region, 100);
  }
}
