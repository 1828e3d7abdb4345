package io.gunrelay.operator.observe;

import static java.util.Comparator.comparing;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.relays.Address;
import io.gunrelay.relay.api.AdminPort;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * Where each region's relays can be asked: those that are ready first, in a stable order, each by
 * its usual way and then by another one.
 */
final class AdminAddresses {

  private static final Comparator<Pod> BEST_FIRST =
      comparing(AdminAddresses::isReady)
          .reversed()
          .thenComparing(pod -> pod.getMetadata().getName());

  private AdminAddresses() {}

  static void collect(View view, Map<String, List<Address>> byRegion) {
    view.pods().stream()
        .filter(AdminAddresses::runs)
        .sorted(BEST_FIRST)
        .forEach(pod -> {
          var ways = byRegion.computeIfAbsent(Names.regionOf(pod), region -> new ArrayList<>());
          ways.add(view.adminPort(pod));
          view.otherWay(pod).ifPresent(ways::add);
        });
  }

  private static boolean runs(Pod pod) {
    var status = pod.getStatus();
    return !pod.isMarkedForDeletion()
        && status != null
        && "Running".equals(status.getPhase())
        && status.getPodIP() != null
        && !status.getPodIP().isEmpty();
  }

  private static boolean isReady(Pod pod) {
    return pod.getStatus().getConditions().stream()
        .anyMatch(condition ->
            "Ready".equals(condition.getType()) && "True".equals(condition.getStatus()));
  }

  static Address direct(Pod pod) {
    var podIp = pod.getStatus().getPodIP();
    var host = podIp.contains(":") ? "[" + podIp + "]" : podIp;
    return new Address.Direct(host + ":" + AdminPort.DEFAULT_ADMIN_PORT);
  }
}
