package io.gunrelay.kubectl.cluster;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.relay.api.AdminPort;
import io.gunrelay.relay.api.RegionReport;
import java.io.IOException;
import java.util.Optional;

/** Asks relays by the API server, as the pods' network may not be reachable from here. */
public final class RelayReports {

  private final KubernetesClient client;
  private final ObjectMapper json =
      new ObjectMapper()
          .registerModule(new JavaTimeModule())
          // A newer relay may say more.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

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

  /** Asks for the relay's view of its region. */
  public Answer ask(Pod pod) {
    var path =
        "/api/v1/namespaces/%s/pods/%s:%d/proxy%s"
            .formatted(
                pod.getMetadata().getNamespace(),
                pod.getMetadata().getName(),
                AdminPort.DEFAULT_ADMIN_PORT,
                AdminPort.REPORT);
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
      return new Answer.Report(json.readValue(text, RegionReport.class));
    } catch (IOException e) {
      return new Answer.Silence("what the relay says cannot be read");
    }
  }
}
