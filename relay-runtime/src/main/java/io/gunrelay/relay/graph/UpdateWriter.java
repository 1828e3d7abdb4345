package io.gunrelay.relay.graph;

import io.gunrelay.relay.bytes.Bytes;
import java.util.List;

/** Makes the message that tells subscribers of changes. Called by many threads at once. */
public interface UpdateWriter {
  /**
   * One complete GUN message, JSON text in UTF-8.
   *
   * @param deltas changes of one soul, not empty
   */
  Bytes update(List<Delta> deltas);
}
