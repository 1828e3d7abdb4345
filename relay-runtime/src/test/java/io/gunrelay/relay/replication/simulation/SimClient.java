package io.gunrelay.relay.replication.simulation;

import io.gunrelay.relay.graph.Client;
import io.gunrelay.relay.graph.Outlet;
import io.gunrelay.relay.graph.Update;
import java.util.List;

/** A client that is never told anything. */
enum SimClient implements Client, Outlet {
  SOMEBODY;

  @Override
  public Outlet outlet() {
    return this;
  }

  @Override
  public void deliver(List<Client> clients, Update update) {}
}
