package io.gunrelay.operator.fleet;

import java.util.List;

/**
 * Who may reach the relays over the cluster's network.
 *
 * @param operatorNamespace where the operator runs
 * @param clientsFrom namespaces of the clients; empty: everyone
 * @param metricsFrom namespaces of those that read metrics; empty: pods named as Prometheus' are
 */
public record Network(
    String operatorNamespace, List<String> clientsFrom, List<String> metricsFrom) {

  public Network {
    clientsFrom = List.copyOf(clientsFrom);
    metricsFrom = List.copyOf(metricsFrom);
  }
}
