package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.trace.Trace;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Charges a put to the keys in whose spaces it changes something. What was signed once can be sent
 * by anybody again and again; but it changes something once, so that nobody uses up what is
 * another's.
 */
final class ChargedPut implements PutResult {
  private final PutResult result;
  private final Loop loop;
  private final Pace pace;
  private final Map<String, Long> bytesByOwner = new ConcurrentHashMap<>();

  /**
   * @param loop to which the pace belongs
   */
  ChargedPut(PutResult result, Loop loop, Pace pace) {
    this.result = result;
    this.loop = loop;
    this.pace = pace;
  }

  @Override
  public @Nullable Trace trace() {
    return result.trace();
  }

  @Override
  public void won(String soul, long bytes) {
    Sea.owner(soul).ifPresent(owner -> bytesByOwner.merge(owner, bytes, Long::sum));
    result.won(soul, bytes);
  }

  @Override
  public void merged() {
    if (!bytesByOwner.isEmpty()) {
      loop.execute(() -> bytesByOwner.forEach((owner, bytes) -> pace.wrote(owner, 1, bytes)));
    }
    result.merged();
  }

  @Override
  public void stored() {
    result.stored();
  }

  @Override
  public void refused(String reason) {
    result.refused(reason);
  }
}
