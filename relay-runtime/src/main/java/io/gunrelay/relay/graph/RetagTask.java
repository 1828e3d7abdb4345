package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.Entry;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Transaction;
import io.gunrelay.relay.store.Write;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes a value an own change, if it is one of an origin that is nobody's any more. */
final class RetagTask extends KeyTask implements Transaction.Outcome {
  private final Origin of;
  private @Nullable Node pinned;

  RetagTask(String soul, String key, Origin of) {
    super(soul, key);
    this.of = of;
  }

  @Override
  void apply(Shard shard, Node node) {
    Entry standing = node.get(key());
    if (standing != null) {
      pinned = node;
      shard.commit(node, new Transaction(List.of(new Write.Retag(standing, of)), null, this));
    }
  }

  /** It keeps its tag, and is found again later. */
  @Override
  void fail(StoreException why) {}

  @Override
  public void stored() {
    if (pinned != null) {
      pinned.unpin();
    }
  }

  @Override
  public void delayed(StoreException why) {}
}
