package io.gunrelay.kubectl.cluster;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.relays.Address;
import io.gunrelay.operator.relays.ReportReader;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.RegionReport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Asks relays by the API server, as the pods' network may not be reachable from here. */
public final class RelayReports {

  private final KubernetesClient client;
  private final ReportReader reader = new ReportReader();

  public RelayReports(KubernetesClient client) {
    this.client = client;
  }

  /** What came of asking one relay. */
  public sealed interface Answer {
    /** Its view of the fleet. */
    record Report(RegionReport report) implements Answer {}

    /** None, and why, in one line. */
    record Silence(String why) implements Answer {}
  }

  /** Whether the pod's relay has an address at which it can be asked. */
  public static boolean canAsk(Pod pod) {
    var status = pod.getStatus();
    return status != null
        && "Running".equals(status.getPhase())
        && !Optional.ofNullable(status.getPodIP()).orElse("").isEmpty();
  }

  /** Asks for the relay's view of its region. */
  public Answer ask(Pod pod) {
    var path = Address.Proxied.pathTo(pod) + AdminPort.REPORT;
    try {
      return Optional.ofNullable(client.raw(path))
          .map(this::read)
          .orElseGet(() -> new Answer.Silence("the relay is gone"));
    } catch (KubernetesClientException e) {
      return new Answer.Silence(
          Refusals.isForbidden(e) ? "you have no right to 'get' pods/proxy" : Refusals.explain(e));
    }
  }

  private Answer read(String text) {
    try {
      var report = reader.read(text.getBytes(StandardCharsets.UTF_8));
      if (report != null) {
        return new Answer.Report(report);
      }
    } catch (IOException e) {
      // As little as none.
    }
    return new Answer.Silence("what the relay says cannot be read");
  }
}
