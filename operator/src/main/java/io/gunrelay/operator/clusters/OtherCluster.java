package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.apply.InformedObjects;
import io.gunrelay.operator.apply.KubeObjects;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.observe.View;
import io.gunrelay.operator.relays.Address;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What one fleet has in another cluster, as far as it is known. */
public final class OtherCluster implements View {

  private final String fleet;
  private final Site.Other site;
  private final Link link;
  private final Availability availability;
  private final @Nullable Connection connection;

  OtherCluster(String fleet, Site.Other site, Link link) {
    this.fleet = fleet;
    this.site = site;
    this.link = link;
    this.availability = link.availability();
    this.connection = link.connection().orElse(null);
  }

  public Site.Other site() {
    return site;
  }

  public Availability availability() {
    return availability;
  }

  public boolean isOpen() {
    return availability instanceof Availability.Open;
  }

  /** Why it cannot be worked with, for a person; empty when it can, or nobody knows yet. */
  public Optional<String> outage() {
    return availability instanceof Availability.Closed(var why)
        ? Optional.of(why)
        : Optional.empty();
  }

  /** To read and write there, in one round. Only of a cluster that is open. */
  public KubeObjects objects(Context<GunRelayCluster> context) {
    var open = connection;
    if (open == null) {
      throw new IllegalStateException("the cluster of Secret " + site.secret() + " is not open");
    }
    return new GivingUp(
        new InformedObjects(this, open.client(), context, site.namespace()), link::doubt);
  }

  @Override
  public List<HasMetadata> objects() {
    var objects = new ArrayList<HasMetadata>();
    known()
        .ifPresent(informers ->
            informers.kinds().stream()
                .filter(kind -> kind != Pod.class)
                .flatMap(kind -> informers.all(kind).stream())
                .filter(this::isOfFleet)
                .forEach(objects::add));
    return objects;
  }

  @Override
  public List<Pod> pods() {
    return known()
        .map(informers -> informers.all(Pod.class).stream().filter(this::isOfFleet).toList())
        .orElse(List.of());
  }

  @Override
  public Set<Class<? extends HasMetadata>> optionalKinds() {
    return connection == null ? Set.of() : connection.optionalKinds();
  }

  @Override
  public Optional<HasMetadata> get(Class<? extends HasMetadata> kind, String name) {
    return known().flatMap(informers -> informers.get(kind, name));
  }

  @Override
  public void wrote(HasMetadata now, @Nullable HasMetadata before) {
    known().ifPresent(informers -> informers.wrote(now));
  }

  @Override
  public Address adminPort(Pod pod) {
    if (connection == null) {
      throw new IllegalStateException("no pod is known without a connection");
    }
    return new Address.Proxied(connection.api(), Address.Proxied.pathTo(pod));
  }

  private Optional<Informers> known() {
    return Optional.ofNullable(connection).map(Connection::informers);
  }

  private boolean isOfFleet(HasMetadata object) {
    return fleet.equals(Names.label(object, Names.CLUSTER_LABEL));
  }
}
