package io.gunrelay.operator.failover;

import java.util.LinkedHashSet;
import java.util.Set;

/** Something is the matter with a region, at one time at least. */
public record Doubt(String region, Impairment what) {

  /** What observers' votes say now. */
  public static Set<Doubt> of(Sight sight) {
    var doubts = new LinkedHashSet<Doubt>();
    for (var region : sight.regions()) {
      var diagnosis = Diagnosis.of(region);
      Impairment.of(diagnosis).ifPresent(what -> doubts.add(new Doubt(region.name(), what)));
      // Where nobody is heard of, it is the operator that comes and goes.
      if (diagnosis != Diagnosis.SOUND && diagnosis != Diagnosis.UNKNOWN) {
        doubts.add(new Doubt(region.name(), Impairment.FLAPPING));
      }
    }
    return doubts;
  }
}
