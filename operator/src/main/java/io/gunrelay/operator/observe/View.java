package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.relays.Address;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What informers know of one fleet's objects in one cluster. What was written is known at once. */
public interface View {

  /** Every watched object of the fleet, except its pods. */
  List<HasMetadata> objects();

  List<Pod> pods();

  /** Those that the cluster has of the kinds that not every one has. */
  Set<Class<? extends HasMetadata>> optionalKinds();

  /** An object in the fleet's namespace there, the fleet's or not. */
  Optional<HasMetadata> get(Class<? extends HasMetadata> kind, String name);

  /**
   * Makes it known that an object was written.
   *
   * @param before what it was; null if it did not exist
   */
  void wrote(HasMetadata now, @Nullable HasMetadata before);

  /** How a pod that runs is asked. */
  Address adminPort(Pod pod);

  /** Another way to ask it, which may be open where that one is not. */
  default Optional<Address> otherWay(Pod pod) {
    return Optional.empty();
  }
}
