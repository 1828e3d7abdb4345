package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.relays.Address;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Of the resource's own cluster. */
public record HomeView(
    Watches watches,
    GunRelayCluster cluster,
    Set<Class<? extends HasMetadata>> optionalKinds,
    Address.ApiServer api)
    implements View {

  @Override
  public List<HasMetadata> objects() {
    return watches.objects(cluster);
  }

  @Override
  public List<Pod> pods() {
    return watches.pods(cluster);
  }

  @Override
  public Optional<HasMetadata> get(Class<? extends HasMetadata> kind, String name) {
    return watches
        .of(kind)
        .flatMap(watch -> watch.get(new ResourceID(name, cluster.getMetadata().getNamespace())))
        .map(HasMetadata.class::cast);
  }

  @Override
  public void wrote(HasMetadata now, @Nullable HasMetadata before) {
    watches.of(now.getClass()).ifPresent(watch -> watch.wrote(now, before));
  }

  @Override
  public Address adminPort(Pod pod) {
    return AdminAddresses.direct(pod);
  }

  /** Where relays and operators are cut off from each other, the API server may not be. */
  @Override
  public Optional<Address> otherWay(Pod pod) {
    return Optional.of(new Address.Proxied(api, Address.Proxied.pathTo(pod)));
  }
}
