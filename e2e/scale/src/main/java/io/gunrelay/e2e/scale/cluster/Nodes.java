package io.gunrelay.e2e.scale.cluster;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/**
 * Plays the workloads' controllers and the kubelets: pods appear and are ready at once, and have no
 * containers behind them.
 */
public final class Nodes implements AutoCloseable {
  private static final int WRITERS = 8;

  /** The pods of one workload. */
  private static final class Made {
    private final String address;
    private final List<String> pods = new ArrayList<>();
    private String hash = "";
    private int number;
    private long generation;

    Made(String address) {
      this.address = address;
    }
  }

  private final KubernetesClient client;
  private final Relays relays;
  private final Map<String, Made> byUid = new ConcurrentHashMap<>();
  private final ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();

  private volatile @Nullable RuntimeException failure;

  private Nodes(KubernetesClient client, Relays relays) {
    this.client = client;
    this.relays = relays;
  }

  /** Begins to make pods. */
  public static Nodes start(KubernetesClient client, Relays relays) {
    Nodes nodes = new Nodes(client, relays);
    nodes.informers.add(client.apps().deployments().inAnyNamespace().inform(nodes.handler()));
    nodes.informers.add(client.apps().statefulSets().inAnyNamespace().inform(nodes.handler()));
    return nodes;
  }

  /** How many pods there are. */
  public int pods() {
    return byUid.values().stream()
        .mapToInt(made -> {
          synchronized (made) {
            return made.pods.size();
          }
        })
        .sum();
  }

  private <R extends HasMetadata> ResourceEventHandler<R> handler() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(R object) {
        enqueue(object);
      }

      @Override
      public void onUpdate(R before, R object) {
        enqueue(object);
      }

      @Override
      public void onDelete(R object, boolean isUnknown) {
        byUid.remove(object.getMetadata().getUid());
      }
    };
  }

  /** What goes wrong here is this program's fault: nothing measured afterwards would be true. */
  private void enqueue(HasMetadata object) {
    writers.execute(() -> {
      try {
        follow(Workload.of(object));
      } catch (RuntimeException e) {
        if (!writers.isShutdown()) {
          failure = e;
        }
      }
    });
  }

  /**
   * Says what went wrong here.
   *
   * @throws IllegalStateException when something did
   */
  public void check() {
    if (failure != null) {
      throw new IllegalStateException("pods could not be made", failure);
    }
  }

  private void follow(Workload workload) {
    Made made = byUid.computeIfAbsent(workload.uid(), uid -> new Made(relays.address()));
    synchronized (made) {
      long generation = workload.object().getMetadata().getGeneration();
      if (generation <= made.generation) {
        return;
      }
      made.generation = generation;
      String hash = workload.hash();
      int keep = hash.equals(made.hash) ? workload.replicas() : 0;
      made.hash = hash;
      while (made.pods.size() > keep) {
        delete(workload, made.pods.removeLast());
      }
      while (made.pods.size() < workload.replicas()) {
        made.pods.add(create(workload, made));
      }
      relays.serve(made.address, region(workload), made.pods);
      status(workload);
    }
  }

  private static String region(Workload workload) {
    @Nullable Map<String, String> labels = workload.template().getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault("gunrelay.io/region", "");
  }

  private void delete(Workload workload, String pod) {
    client
        .pods()
        .inNamespace(workload.object().getMetadata().getNamespace())
        .withName(pod)
        .withGracePeriod(0)
        .delete();
  }

  private String create(Workload workload, Made made) {
    var meta = workload.object().getMetadata();
    String name = "%s-%d".formatted(meta.getName(), made.number++);
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadataLike(workload.template().getMetadata())
                    .withName(name)
                    .withNamespace(meta.getNamespace())
                    .withOwnerReferences(
                        new OwnerReferenceBuilder()
                            .withApiVersion(workload.object().getApiVersion())
                            .withKind(workload.object().getKind())
                            .withName(meta.getName())
                            .withUid(meta.getUid())
                            .withController(true)
                            .build())
                    .endMetadata()
                    .withSpec(workload.podSpec())
                    .build())
            .create();
    client
        .resource(pod)
        .subresource("status")
        .patch(
            PatchContext.of(PatchType.JSON_MERGE),
            """
            {"status":{"phase":"Running","podIP":"%1$s","podIPs":[{"ip":"%1$s"}],
            "conditions":[{"type":"Ready","status":"True"}],
            "containerStatuses":[{"name":"%2$s","image":"%3$s","imageID":"","ready":true,
            "started":true,"restartCount":0,"state":{"running":{}}}]}}
            """
                .formatted(
                    made.address,
                    pod.getSpec().getContainers().getFirst().getName(),
                    pod.getSpec().getContainers().getFirst().getImage()));
    return name;
  }

  private void status(Workload workload) {
    var meta = workload.object().getMetadata();
    var context = PatchContext.of(PatchType.JSON_MERGE);
    switch (workload.object()) {
      case Deployment deployment ->
          client
              .apps()
              .deployments()
              .inNamespace(meta.getNamespace())
              .withName(meta.getName())
              .subresource("status")
              .patch(context, workload.done());
      case StatefulSet set ->
          client
              .apps()
              .statefulSets()
              .inNamespace(meta.getNamespace())
              .withName(meta.getName())
              .subresource("status")
              .patch(context, workload.done());
      default -> throw new IllegalArgumentException(workload.object().getKind() + " has no pods");
    }
  }

  @Override
  public void close() {
    informers.forEach(SharedIndexInformer::stop);
    writers.shutdownNow();
  }
}
