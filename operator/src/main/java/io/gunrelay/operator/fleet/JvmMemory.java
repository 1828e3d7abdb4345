package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a relay's memory limit is divided. What is left after heap and direct buffers is RocksDB's
 * (block cache, memtables), the threads' and the JVM's own; with the JVM's defaults, heap and
 * direct buffers alone could grow to half the limit and the store would have no bound to fit under.
 */
public record JvmMemory(long heapBytes, long directBytes) {

  private static final int HEAP_PERCENT = 45;
  private static final int DIRECT_PERCENT = 15;

  /** Empty when the container has no limit: the JVM's defaults are as good then. */
  public static Optional<JvmMemory> within(ResourceRequirements resources) {
    @Nullable Map<String, Quantity> limits = resources.getLimits();
    var limit = limits == null ? null : limits.get("memory");
    if (limit == null) {
      return Optional.empty();
    }
    var bytes = limit.getNumericalAmount().longValue();
    return Optional.of(new JvmMemory(bytes / 100 * HEAP_PERCENT, bytes / 100 * DIRECT_PERCENT));
  }

  /** Flags of the JVM. */
  public String flags() {
    return "-Xmx"
        + kibibytes(heapBytes)
        + "k -XX:MaxDirectMemorySize="
        + kibibytes(directBytes)
        + "k";
  }

  private static long kibibytes(long bytes) {
    return bytes / 1024;
  }
}
