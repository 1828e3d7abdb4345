package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.informers.cache.Cache;
import io.fabric8.kubernetes.client.informers.cache.ItemStore;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * What an informer holds, packed. As Java objects, the managed fields above all, a fleet takes half
 * a megabyte; as compressed text some thirty kilobytes. Whoever asks gets a copy of its own. Safe
 * for use by several threads.
 */
public final class CompactStore<R extends HasMetadata> implements ItemStore<R> {

  /**
   * As many objects are listed at once: they are packed page by page. All at once, the pods of a
   * thousand fleets would not fit in the heap before they are packed.
   */
  public static final long LISTED_AT_ONCE = 50;

  private final Map<String, byte[]> packed = new ConcurrentHashMap<>();
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
    return unpack(packed.get(key));
  }

  @Override
  public Stream<String> keySet() {
    return packed.keySet().stream();
  }

  @Override
  public Stream<R> values() {
    return packed.values().stream().map(bytes -> Objects.requireNonNull(unpack(bytes)));
  }

  @Override
  public int size() {
    return packed.size();
  }

  private byte[] pack(R object) {
    var bytes = new ByteArrayOutputStream();
    var deflater = new Deflater(Deflater.BEST_SPEED);
    try (OutputStream out = new DeflaterOutputStream(bytes, deflater)) {
      out.write(serialization.asJson(object).getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  private @Nullable R unpack(byte @Nullable [] bytes) {
    if (bytes == null) {
      return null;
    }
    try (var in = new InflaterInputStream(new ByteArrayInputStream(bytes))) {
      return serialization.unmarshal(in, kind);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
