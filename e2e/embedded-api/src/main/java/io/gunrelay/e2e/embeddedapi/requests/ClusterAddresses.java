package io.gunrelay.e2e.embeddedapi.requests;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The cluster IPs of Services. Nothing listens there. */
final class ClusterAddresses {
  private int last;

  /** Keeps a Service's address, or gives it one unless it is headless or has a name instead. */
  void assign(Optional<ObjectNode> live, ObjectNode service) {
    ObjectNode spec = service.withObject("/spec");
    if (spec.has("clusterIP") || spec.path("type").asText().equals("ExternalName")) {
      return;
    }
    JsonNode standing = live.map(object -> object.at("/spec/clusterIP")).orElse(null);
    if (standing != null && standing.isTextual()) {
      spec.set("clusterIP", standing);
    } else {
      last++;
      spec.put("clusterIP", "10.96." + (last >> 8) + "." + (last & 0xff));
    }
    spec.putArray("clusterIPs").add(spec.get("clusterIP"));
  }
}
