package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;

/**
 * Everything of a cluster but its API: controllers of Deployments and StatefulSets, endpoints, DNS,
 * kubelet and ingress. One thread looks at all objects whenever one of them changes, and twice a
 * second, and takes the next steps.
 */
public final class LocalCluster implements AutoCloseable {
  private static final long LOOK_EVERY_MS = 500;
  private static final Duration PROBE_CONNECT = Duration.ofSeconds(1);

  private final KubernetesClient kubernetes;
  private final Consumer<String> warnings;
  private final Deployments deployments;
  private final StatefulSets statefulSets;
  private final Slices slices;
  private final HostsFile hosts;
  private final Kubelet kubelet;
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(PROBE_CONNECT).build();
  private final Entry entry = new Entry();
  private final Semaphore changed = new Semaphore(0);
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private final Thread loop;
  private volatile boolean closed;

  /**
   * Starts it.
   *
   * @param folder for volumes, logs and the file of hosts
   * @param warnings told what went wrong and is tried again
   */
  public LocalCluster(
      KubernetesClient kubernetes, Path folder, Images images, Consumer<String> warnings) {
    this.kubernetes = kubernetes;
    this.warnings = warnings;
    RandomGenerator random = RandomGenerator.getDefault();
    Path logs = folder.resolve("logs");
    try {
      Files.createDirectories(logs);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make " + logs, e);
    }
    hosts = new HostsFile(folder.resolve("hosts"));
    Node node =
        new Node(
            kubernetes, images, new Volumes(kubernetes, folder.resolve("volumes")), hosts, http);
    deployments = new Deployments(kubernetes, random);
    statefulSets = new StatefulSets(kubernetes);
    slices = new Slices(kubernetes);
    kubelet = new Kubelet(node, new Addresses(random), logs);
    informers.add(kubernetes.pods().inAnyNamespace().inform(wake()));
    informers.add(kubernetes.services().inAnyNamespace().inform(wake()));
    informers.add(kubernetes.apps().deployments().inAnyNamespace().inform(wake()));
    informers.add(kubernetes.apps().statefulSets().inAnyNamespace().inform(wake()));
    informers.add(kubernetes.network().v1().ingresses().inAnyNamespace().inform(wake()));
    loop = Thread.ofPlatform().name("local-cluster").start(this::run);
  }

  /** The port of 127.0.0.1 at which clients enter, whatever the host that they name. */
  public int entryPort() {
    return entry.port();
  }

  /** SIGKILL to a pod's process. */
  public void kill(Pod pod) throws InterruptedException {
    PodRun run =
        kubelet
            .find(pod)
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "pod " + pod.getMetadata().getName() + " does not run here"));
    run.kill();
  }

  /** What a pod's processes have written. */
  public Path log(Pod pod) {
    return kubelet.log(pod.getMetadata().getName());
  }

  private <T extends HasMetadata> ResourceEventHandler<T> wake() {
    return new ResourceEventHandler<>() {
      @Override
      public void onAdd(T object) {
        changed.release();
      }

      @Override
      public void onUpdate(T before, T after) {
        changed.release();
      }

      @Override
      public void onDelete(T object, boolean unknown) {
        changed.release();
      }
    };
  }

  private void run() {
    try {
      while (!closed) {
        changed.drainPermits();
        try {
          look();
        } catch (KubernetesClientException | UncheckedIOException e) {
          // A conflict with somebody else's write, most likely: the next look sees how it stands.
          if (!closed) {
            warnings.accept(String.valueOf(e.getMessage()));
          }
        }
        boolean woken = changed.tryAcquire(LOOK_EVERY_MS, TimeUnit.MILLISECONDS);
        if (woken && closed) {
          return;
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    List<Pod> pods = kubernetes.pods().inAnyNamespace().list().getItems();
    kubelet.reconcile(pods);
    for (Deployment deployment :
        kubernetes.apps().deployments().inAnyNamespace().list().getItems()) {
      deployments.reconcile(deployment, pods);
    }
    for (StatefulSet set : kubernetes.apps().statefulSets().inAnyNamespace().list().getItems()) {
      statefulSets.reconcile(set, pods);
    }
    publish(pods);
  }

  private void publish(List<Pod> pods) {
    List<Service> services = kubernetes.services().inAnyNamespace().list().getItems();
    List<EndpointSlice> before =
        kubernetes.discovery().v1().endpointSlices().inAnyNamespace().list().getItems();
    List<EndpointSlice> after =
        services.stream()
            .flatMap(service -> slices.reconcile(service, pods, before).stream())
            .toList();
    hosts.publish(
        after,
        services.stream()
            .filter(service -> "None".equals(service.getSpec().getClusterIP()))
            .map(ServiceName::of)
            .collect(Collectors.toSet()));
    List<Ingress> ingresses =
        kubernetes.network().v1().ingresses().inAnyNamespace().list().getItems();
    entry.route(Routes.of(ingresses, services, after));
  }

  /** Ends every process that it started. */
  @Override
  public void close() {
    closed = true;
    changed.release();
    informers.forEach(SharedIndexInformer::close);
    try {
      loop.join(Duration.ofSeconds(5));
      kubelet.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      entry.close();
      http.shutdownNow();
    }
  }
}
