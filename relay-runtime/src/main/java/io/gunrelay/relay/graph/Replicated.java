package io.gunrelay.relay.graph;

import io.gunrelay.relay.store.StoreException;
import io.gunrelay.relay.store.Write;
import io.gunrelay.relay.trace.Stage;
import io.gunrelay.relay.trace.Trace;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Another relay's values on their way. */
record Replicated(ReplicaGraph.Merged merged, @Nullable Trace trace) implements MergeTask.Progress {
  @Override
  public void decided() {
    if (trace != null) {
      trace.ended(Stage.MERGE);
    }
  }

  @Override
  public void submitted() {
    merged.submitted();
  }

  @Override
  public void stored(List<? extends Write> writes) {
    if (trace != null) {
      trace.ended(Stage.COMMIT);
      trace.end();
    }
  }

  @Override
  public void failed(StoreException why) {
    if (trace != null) {
      trace.refused();
    }
    merged.failed(why);
  }
}
