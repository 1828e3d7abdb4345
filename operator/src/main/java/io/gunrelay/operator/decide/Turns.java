package io.gunrelay.operator.decide;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.observe.PerformanceLog.Span;
import io.gunrelay.operator.rollout.Answer;
import io.gunrelay.operator.rollout.Judge;
import io.gunrelay.operator.rollout.Judged;
import io.gunrelay.operator.rollout.Rollouts;
import io.gunrelay.operator.rollout.Turn;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Decides how a fleet goes from one revision to the next, by what its resource remembers of it. */
public final class Turns {

  private Turns() {}

  /**
   * Decides once.
   *
   * @param fleet the whole
   * @param seen what there is in each of its clusters
   * @param outages why clusters cannot be worked with
   * @param spans what relays did of late, by name
   * @param answers of whoever else is asked of the new relays
   */
  public static Progress of(
      GunRelayCluster resource,
      Fleet fleet,
      Map<Site, Observation> seen,
      Map<Site, String> outages,
      Map<String, Span> spans,
      List<Answer> answers,
      Instant now) {
    var course =
        Courses.of(resource, fleet, seen.getOrDefault(new Site.Home(), Observation.NOTHING));
    var down = RegionsDown.of(resource, fleet);
    var judged =
        course
            .attempt()
            .map(attempt -> {
              var evidence = new Evidence(seen.values(), spans, down);
              return Judge.of(
                  fleet.strategy().analysis(),
                  evidence.of(attempt.colour()),
                  evidence.of(course.serving()),
                  // Those who are asked of the whole cannot leave out what is down.
                  down.isEmpty() ? answers : List.of());
            })
            .orElseGet(() -> Judged.nothing("there is no rollout"));
    var sight = Sights.of(resource, fleet, course, seen, outages, down, judged, now);
    return Progress.of(
        course,
        Pause.isAskedFor(resource) ? Turn.none(course) : Rollouts.next(course, sight),
        sight);
  }
}
