package io.gunrelay.kubectl.status;

import io.gunrelay.kubectl.text.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The same for programs. Members are only ever added; what is not known is absent. */
final class FleetJson {

  private FleetJson() {}

  static String of(List<Picture> fleets) {
    return Json.text(Map.of("fleets", fleets.stream().map(FleetJson::fleet).toList()));
  }

  static String of(Picture fleet) {
    return Json.text(fleet(fleet));
  }

  private static Map<String, Object> fleet(Picture fleet) {
    var json = new LinkedHashMap<String, Object>();
    json.put("namespace", fleet.namespace());
    json.put("name", fleet.name());
    json.put("version", fleet.version());
    json.put("phase", fleet.phase());
    json.put("message", fleet.message());
    json.put("ready", fleet.isReady());
    json.put("current", fleet.isCurrent());
    json.put("paused", fleet.isPaused());
    put(json, "status", fleet.status());
    if (!fleet.relays().isEmpty()) {
      json.put("relays", fleet.relays().stream().map(FleetJson::relay).toList());
    }
    if (!fleet.events().isEmpty()) {
      json.put("events", fleet.events().stream().map(FleetJson::event).toList());
    }
    if (!fleet.gaps().isEmpty()) {
      json.put("notKnown", fleet.gaps());
    }
    return json;
  }

  private static Map<String, Object> relay(Relay relay) {
    var lag = relay.lag();
    var json = new LinkedHashMap<String, Object>();
    json.put("name", relay.pod());
    json.put("region", relay.region());
    put(json, "node", relay.node());
    json.put("ready", relay.ready());
    json.put("ending", relay.ending());
    json.put("restarts", relay.restarts());
    put(json, "clients", relay.clients());
    put(json, "lagMilliseconds", lag.milliseconds());
    if (relay.view() != null) {
      json.put("missingChanges", lag.changes());
      json.put("links", lag.links());
      json.put("linksCut", lag.cut());
    }
    var self = relay.self();
    if (self != null) {
      json.put("version", self.version());
      json.put("message", self.message());
    }
    return json;
  }

  private static Map<String, Object> event(io.fabric8.kubernetes.api.model.Event event) {
    var json = new LinkedHashMap<String, Object>();
    put(json, "type", event.getType());
    put(json, "reason", event.getReason());
    json.put("time", Looker.time(event));
    put(json, "message", event.getMessage());
    return json;
  }

  private static void put(Map<String, Object> json, String member, @Nullable Object value) {
    if (value != null) {
      json.put(member, value);
    }
  }
}
