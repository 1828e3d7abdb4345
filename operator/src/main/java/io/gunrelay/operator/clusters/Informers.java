package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import io.gunrelay.operator.observe.CompactStore;
import io.gunrelay.operator.observe.Kinds;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a namespace of another cluster holds of the operator's making. What was written is known
 * before the watches have told of it, for as long as these may reasonably take.
 */
final class Informers implements AutoCloseable {

  private static final Duration OWN_WORD_GOOD_FOR = Duration.ofSeconds(30);

  private record Key(Class<?> kind, String name) {}

  private record Written(HasMetadata object, Instant at) {}

  private final Map<Class<?>, SharedIndexInformer<?>> byKind = new LinkedHashMap<>();
  private final Map<Class<?>, String> failures = new ConcurrentHashMap<>();
  private final Map<Key, Written> written = new ConcurrentHashMap<>();
  private final String namespace;
  private final InstantSource clock;

  private Informers(String namespace, InstantSource clock) {
    this.namespace = namespace;
    this.clock = clock;
  }

  /**
   * Begins to list and watch.
   *
   * @param changed called for every object that changed; on a thread of the client
   */
  static Informers start(
      KubernetesClient client,
      String namespace,
      Set<Class<? extends HasMetadata>> optionalKinds,
      InstantSource clock,
      Consumer<HasMetadata> changed) {
    var informers = new Informers(namespace, clock);
    var kinds = new ArrayList<Class<? extends HasMetadata>>(Kinds.ANYWHERE);
    kinds.addAll(optionalKinds);
    for (var kind : kinds) {
      informers.start(client, kind, changed);
    }
    return informers;
  }

  private <T extends HasMetadata> void start(
      KubernetesClient client, Class<T> kind, Consumer<HasMetadata> changed) {
    var informer =
        client
            .resources(kind)
            .inNamespace(namespace)
            .withLabelSelector(Kinds.SELECTOR)
            .withLimit(CompactStore.LISTED_AT_ONCE)
            .runnableInformer(0);
    informer
        .itemStore(new CompactStore<>(kind, client.getKubernetesSerialization()))
        .exceptionHandler((started, failure) -> {
          failures.put(kind, String.valueOf(failure.getMessage()));
          return true;
        })
        .addEventHandler(new Telling<T>(changed));
    byKind.put(kind, informer);
    var _ = informer.start();
  }

  boolean haveSynced() {
    return byKind.values().stream().allMatch(SharedIndexInformer::hasSynced);
  }

  /** What the API server said of a kind that could not be listed yet. */
  Optional<String> failure() {
    return byKind.entrySet().stream()
        .filter(entry -> !entry.getValue().hasSynced())
        .map(entry -> failures.get(entry.getKey()))
        .filter(message -> message != null)
        .findFirst();
  }

  <T extends HasMetadata> List<T> all(Class<T> kind) {
    var informer = byKind.get(kind);
    if (informer == null) {
      return List.of();
    }
    var names =
        Stream.concat(
                informer.getStore().list().stream()
                    // An outline of each: what there is to be read is asked for by its name.
                    .map(object -> ((HasMetadata) object).getMetadata().getName()),
                written.keySet().stream().filter(key -> key.kind() == kind).map(Key::name))
            .distinct();
    return names.map(name -> get(kind, name)).flatMap(Optional::stream).toList();
  }

  List<Class<? extends HasMetadata>> kinds() {
    return byKind.keySet().stream().<Class<? extends HasMetadata>>map(Informers::asKind).toList();
  }

  private static Class<? extends HasMetadata> asKind(Class<?> kind) {
    return kind.asSubclass(HasMetadata.class);
  }

  <T extends HasMetadata> Optional<T> get(Class<T> kind, String name) {
    var informer = byKind.get(kind);
    var told =
        informer == null ? null : kind.cast(informer.getStore().getByKey(namespace + "/" + name));
    return Optional.ofNullable(newer(kind, name, told));
  }

  private <T extends HasMetadata> @Nullable T newer(Class<T> kind, String name, @Nullable T told) {
    var key = new Key(kind, name);
    var own = written.get(key);
    if (own == null) {
      return told;
    }
    if (own.at().isBefore(clock.instant().minus(OWN_WORD_GOOD_FOR))
        || (told != null && version(told) >= version(own.object()))) {
      written.remove(key, own);
      return told;
    }
    return kind.cast(own.object());
  }

  void wrote(HasMetadata now) {
    written.put(
        new Key(now.getClass(), now.getMetadata().getName()), new Written(now, clock.instant()));
  }

  private void gone(HasMetadata object) {
    written.computeIfPresent(
        new Key(object.getClass(), object.getMetadata().getName()),
        (key, own) -> version(own.object()) <= version(object) ? null : own);
  }

  /** Opaque by the book; the API server counts, and promises order since Kubernetes 1.35. */
  private static long version(HasMetadata object) {
    try {
      return Long.parseLong(object.getMetadata().getResourceVersion());
    } catch (NumberFormatException e) {
      return Long.MAX_VALUE;
    }
  }

  @Override
  public void close() {
    byKind.values().forEach(SharedIndexInformer::stop);
  }

  private final class Telling<T extends HasMetadata> implements ResourceEventHandler<T> {
    private final Consumer<HasMetadata> changed;

    Telling(Consumer<HasMetadata> changed) {
      this.changed = changed;
    }

    @Override
    public void onAdd(T object) {
      changed.accept(object);
    }

    @Override
    public void onUpdate(T before, T now) {
      if (!isSame(before, now)) {
        changed.accept(now);
      }
    }

    private static boolean isSame(HasMetadata before, HasMetadata now) {
      return before
          .getMetadata()
          .getResourceVersion()
          .equals(now.getMetadata().getResourceVersion());
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      gone(object);
      changed.accept(object);
    }
  }
}
