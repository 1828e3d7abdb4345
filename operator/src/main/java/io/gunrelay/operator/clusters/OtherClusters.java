package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.lead.Fence;
import io.javaoperatorsdk.operator.processing.event.Event;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.AbstractEventSource;
import io.javaoperatorsdk.operator.processing.event.source.ResourceEventAware;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The links to other clusters, one for each kubeconfig and namespace, shared by the fleets of a
 * namespace. They are made, checked and watched in the background; a round of the reconciler waits
 * for none of them.
 */
public final class OtherClusters extends AbstractEventSource<GunRelayCluster, GunRelayCluster>
    implements ResourceEventAware<GunRelayCluster> {

  private static final Logger LOG = LoggerFactory.getLogger(OtherClusters.class);
  private static final int TICK_MILLIS = 200;

  private record Key(String home, Site.Other site) {}

  private final KubernetesClient home;
  private final Fence fence;
  private final InstantSource clock;
  private final Duration interval;
  private final Map<Key, Link> links = new ConcurrentHashMap<>();
  private final Map<ResourceID, Set<Key>> users = new ConcurrentHashMap<>();
  private final Set<Key> underWay = ConcurrentHashMap.newKeySet();
  private final ExecutorService checks = Executors.newVirtualThreadPerTaskExecutor();
  private final ScheduledThreadPoolExecutor timer =
      new ScheduledThreadPoolExecutor(
          1, Thread.ofPlatform().daemon().name("other-clusters").factory());

  /**
   * @param home client of the resources' own cluster
   * @param fence asked before each request to another one
   * @param interval how often a cluster is asked whether it is there
   */
  public OtherClusters(KubernetesClient home, Fence fence, InstantSource clock, Duration interval) {
    super(GunRelayCluster.class, "other-clusters");
    this.home = home;
    this.fence = fence;
    this.clock = clock;
    this.interval = interval;
  }

  /** Which clusters a fleet has to do with from now on. Links that nobody uses end. */
  public void follow(ResourceID fleet, Collection<Site.Other> sites) {
    var keys = new HashSet<Key>();
    for (var site : sites) {
      keys.add(new Key(fleet.getNamespace().orElse(""), site));
    }
    if (keys.isEmpty() ? users.remove(fleet) != null : !keys.equals(users.put(fleet, keys))) {
      keys.forEach(key -> links.computeIfAbsent(key, this::link));
      endUnused();
      tick();
    }
  }

  private void endUnused() {
    for (var key : List.copyOf(links.keySet())) {
      if (users.values().stream().noneMatch(used -> used.contains(key))) {
        var unused = links.remove(key);
        if (unused != null) {
          checks.execute(unused::close);
        }
      }
    }
  }

  private Link link(Key key) {
    return new Link(
        new KubeConfigSecret(home, key.home(), key.site()),
        fence,
        clock,
        interval,
        object -> changed(key.home(), object),
        () -> turned(key));
  }

  /** The fleet's share of a cluster that it follows. */
  public OtherCluster of(ResourceID fleet, Site.Other site) {
    var link = links.get(new Key(fleet.getNamespace().orElse(""), site));
    if (link == null) {
      throw new IllegalStateException(fleet + " does not follow " + site);
    }
    return new OtherCluster(fleet.getName(), site, link);
  }

  private void changed(String namespace, HasMetadata object) {
    var cluster = Names.label(object, Names.CLUSTER_LABEL);
    if (!cluster.isEmpty() && isRunning()) {
      getEventHandler().handleEvent(new Event(new ResourceID(cluster, namespace)));
    }
  }

  private void turned(Key key) {
    LOG.info(
        "The cluster of Secret {}/{}: {}",
        key.home(),
        key.site().secret(),
        links.containsKey(key) ? links.get(key).availability() : "not used any more");
    users.forEach((fleet, used) -> {
      if (used.contains(key) && isRunning()) {
        getEventHandler().handleEvent(new Event(fleet));
      }
    });
  }

  private void tick() {
    links.forEach((key, link) -> {
      if (underWay.add(key)) {
        checks.execute(() -> {
          try {
            if (link.isDue()) {
              link.check();
            }
          } catch (RuntimeException e) {
            LOG.warn("Checking the cluster of Secret {}/{}", key.home(), key.site().secret(), e);
          } finally {
            underWay.remove(key);
          }
        });
      }
    });
  }

  @Override
  public void start() {
    if (!isRunning()) {
      super.start();
      var _ =
          timer.scheduleWithFixedDelay(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }
  }

  @Override
  public void stop() {
    super.stop();
    timer.shutdownNow();
    checks.shutdownNow();
    links.values().forEach(Link::close);
    links.clear();
  }

  @Override
  public void onResourceDeleted(GunRelayCluster cluster) {
    follow(ResourceID.fromResource(cluster), Set.of());
  }

  @Override
  public Set<GunRelayCluster> getSecondaryResources(GunRelayCluster cluster) {
    return Set.of();
  }
}
