package io.gunrelay.relay.peers;

import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.PutResult;
import java.util.List;

/** Where the puts of peers are judged and merged, as a client's are. May block. */
@FunctionalInterface
public interface Admission {
  /**
   * Takes a put.
   *
   * @param deltas not empty
   * @param result told once, by any thread
   */
  void put(List<Delta> deltas, Client source, PutResult result);
}
