package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.graph.ReplicaGraph;
import io.gunrelay.relay.store.StoreException;

/** Takes no notice of what becomes of values. */
enum Ignore implements ReplicaGraph.Merged {
  OUTCOME;

  @Override
  public void submitted() {}

  @Override
  public void failed(StoreException why) {}
}
