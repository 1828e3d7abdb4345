package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The informers. They hold only what carries the operator's label, so that the memory of the
 * operator follows the number of relays and not the size of the cluster.
 */
public final class Watches {

  private final Map<Class<?>, Watch<?>> byKind = new ConcurrentHashMap<>();

  /** Makes the informers of the kinds that every cluster has. */
  public List<EventSource<?, GunRelayCluster>> create(EventSourceContext<GunRelayCluster> context) {
    var sources = new ArrayList<EventSource<?, GunRelayCluster>>();
    for (var kind : Kinds.AT_HOME) {
      sources.add(addWatch(kind, context));
    }
    return sources;
  }

  private <R extends HasMetadata> EventSource<?, GunRelayCluster> addWatch(
      Class<R> kind, EventSourceContext<GunRelayCluster> context) {
    var source = create(kind, context);
    byKind.put(kind, new Watch<>(kind, source));
    return source;
  }

  private static <R extends HasMetadata> InformerEventSource<R, GunRelayCluster> create(
      Class<R> kind, EventSourceContext<GunRelayCluster> context) {
    var configuration =
        InformerEventSourceConfiguration.from(kind, GunRelayCluster.class)
            .withName(HasMetadata.getKind(kind))
            .withLabelSelector(Kinds.SELECTOR)
            .withSecondaryToPrimaryMapper(Owners::of)
            .withItemStore(
                new CompactStore<>(kind, context.getClient().getKubernetesSerialization()))
            .withInformerListLimit(CompactStore.LISTED_AT_ONCE)
            .withNamespacesInheritedFromController()
            .build();
    return new InformerEventSource<>(configuration, context);
  }

  /**
   * Begins to watch kinds that a cluster may get at any time. Returns when the informers have what
   * there is. Rounds of several resources come here at once: one of them makes the watch, and none
   * sees it before it has begun, since a watch that was never begun cannot be asked.
   */
  public synchronized void add(
      Set<Class<? extends HasMetadata>> kinds, Context<GunRelayCluster> context) {
    for (var kind : kinds) {
      if (!byKind.containsKey(kind)) {
        begin(kind, context);
      }
    }
  }

  private <R extends HasMetadata> void begin(Class<R> kind, Context<GunRelayCluster> context) {
    var retriever = context.eventSourceRetriever();
    var source = create(kind, retriever.eventSourceContextForDynamicRegistration());
    retriever.dynamicallyRegisterEventSource(source);
    byKind.put(kind, new Watch<>(kind, source));
  }

  public Optional<Watch<?>> of(Class<? extends HasMetadata> kind) {
    return Optional.ofNullable(byKind.get(kind));
  }

  /** Every watched object of the fleet, except its pods. */
  List<HasMetadata> objects(GunRelayCluster cluster) {
    var all = new ArrayList<HasMetadata>();
    for (var watch : byKind.values()) {
      if (watch.kind() != Pod.class) {
        all.addAll(watch.of(cluster));
      }
    }
    return all;
  }

  List<Pod> pods(GunRelayCluster cluster) {
    var pods = new ArrayList<Pod>();
    of(Pod.class)
        .ifPresent(watch -> watch.of(cluster).forEach(pod -> pods.add(Pod.class.cast(pod))));
    return pods;
  }
}
