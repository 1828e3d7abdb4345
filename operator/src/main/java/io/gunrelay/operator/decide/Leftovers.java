package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.observe.Observation;
import java.util.List;
import java.util.stream.Stream;

/** What a resource still has in a cluster. */
public final class Leftovers {

  private Leftovers() {}

  /** Whether there is nothing any more, relays that are ending included. */
  public static boolean isNothing(Owner owner, Observation seen) {
    return seen.objects().stream().noneMatch(object -> Ownership.isOurs(owner, object))
        && seen.pods().stream()
            .noneMatch(pod -> owner.uid().equals(Names.label(pod, Names.OWNER_LABEL)));
  }

  /** All that can be deleted. */
  public static List<Ref> all(Owner owner, Observation seen) {
    return deletable(owner, seen).map(Ref::to).toList();
  }

  static Stream<HasMetadata> deletable(Owner owner, Observation seen) {
    return seen.objects().stream()
        .filter(object -> Ownership.isOurs(owner, object))
        .filter(object -> !object.isMarkedForDeletion());
  }
}
