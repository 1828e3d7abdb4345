package io.gunrelay.operator.observe;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer holds, packed. As Java objects, the managed fields above all, a fleet takes half
 * a megabyte; as compressed text, of which all of a kind share what is alike, some ten kilobytes.
 * Whoever asks gets a copy of its own. Safe for use by several threads.
 *
 * <p>Informers and the framework go through all objects only to learn what there is and whose: at
 * first, before anybody else asks, and after every list. They get an outline of each then. Whole,
 * the pods of a thousand fleets would not fit in the heap at once.
 */
public final class CompactStore<R extends HasMetadata> implements ItemStore<R> {

  /**
   * As many objects are listed at once: they are packed page by page. All at once, the pods of a
   * thousand fleets would not fit in the heap before they are packed.
   */
  public static final long LISTED_AT_ONCE = 50;

  /** Between the informer's code and this are a cache, and streams. */
  private static final int DEEPEST_FRAME = 24;

  /**
   * Whether the informer has gone through all that it found at first. It asks for one after the
   * other then, and keeps what it gets until everybody has heard of it; after that it lists all.
   */
  private volatile boolean listed;

  private final Map<String, byte[]> packed = new ConcurrentHashMap<>();
  private final Packing packing = new Packing();
  private final Class<R> kind;
  private final KubernetesSerialization serialization;

  public CompactStore(Class<R> kind, KubernetesSerialization serialization) {
    this.kind = kind;
    this.serialization = serialization;
  }

  @Override
  public String getKey(R object) {
    return Cache.metaNamespaceKeyFunc(object);
  }

  @Override
  public @Nullable R put(String key, R object) {
    return unpack(packed.put(key, pack(object)));
  }

  @Override
  public @Nullable R remove(String key) {
    return unpack(packed.remove(key));
  }

  @Override
  public @Nullable R get(String key) {
    var bytes = packed.get(key);
    return bytes != null && !listed && isForTheInformer() ? outline(bytes) : unpack(bytes);
  }

  /** Whether the informer's own code asks, which nothing else tells. */
  private static boolean isForTheInformer() {
    return StackWalker.getInstance()
        .walk(frames ->
            frames
                .limit(DEEPEST_FRAME)
                .anyMatch(frame -> frame.getClassName().endsWith(".ProcessorStore")));
  }

  @Override
  public Stream<String> keySet() {
    return packed.keySet().stream();
  }

  /** All objects, in outline. */
  @Override
  public Stream<R> values() {
    listed = listed || isForTheInformer();
    return packed.values().stream().map(this::outline);
  }

  @Override
  public int size() {
    return packed.size();
  }

  /** What it is and whose: its metadata without the managed fields. */
  private R outline(byte[] bytes) {
    ObjectNode whole = serialization.unmarshal(text(bytes), ObjectNode.class);
    whole.retain("apiVersion", "kind", "metadata");
    if (whole.get("metadata") instanceof ObjectNode metadata) {
      metadata.remove("managedFields");
    }
    return serialization.convertValue(whole, kind);
  }

  private byte[] pack(R object) {
    return packing.pack(serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
  }

  private @Nullable R unpack(byte @Nullable [] bytes) {
    return bytes == null ? null : serialization.unmarshal(text(bytes), kind);
  }

  private InputStream text(byte[] bytes) {
    return new ByteArrayInputStream(packing.unpack(bytes));
  }
}
