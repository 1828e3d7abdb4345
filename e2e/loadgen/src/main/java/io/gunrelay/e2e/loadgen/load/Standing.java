package io.gunrelay.e2e.loadgen.load;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How the clients of a {@link HoldLoad} stand.
 *
 * @param connected clients that have a connection
 * @param upToDate those that have heard the newest value of everybody in their room
 * @param acknowledged clients to whom a put was acknowledged
 * @param missing those of them of whom relays have neither that put nor a later one
 * @param examples up to ten of what is missing or was not heard
 */
public record Standing(
    int clients,
    int connected,
    int upToDate,
    int acknowledged,
    int missing,
    List<String> examples) {
  private static final int EXAMPLES = 10;

  static Standing of(List<HeldClient> held, Map<String, Map<String, Integer>> stored) {
    int connected = 0;
    int upToDate = 0;
    int acknowledged = 0;
    int missing = 0;
    List<String> examples = new ArrayList<>();
    for (HeldClient client : held) {
      connected += client.isConnected() ? 1 : 0;
      Map<String, Integer> room = stored.getOrDefault(client.soul(), Map.of());
      List<String> unheard =
          room.entrySet().stream()
              .filter(newest -> !newest.getKey().equals(client.key()))
              .filter(newest -> client.heard(newest.getKey()) < newest.getValue())
              .map(newest ->
                  "%s %s did not hear %s of %s"
                      .formatted(client.soul(), client.key(), newest.getValue(), newest.getKey()))
              .toList();
      upToDate += unheard.isEmpty() ? 1 : 0;
      examples.addAll(unheard);
      if (client.lastAcknowledged() >= 0) {
        acknowledged++;
        if (room.getOrDefault(client.key(), -1) < client.lastAcknowledged()) {
          missing++;
          examples.add(
              "%s %s lacks %d".formatted(client.soul(), client.key(), client.lastAcknowledged()));
        }
      }
    }
    return new Standing(
        held.size(),
        connected,
        upToDate,
        acknowledged,
        missing,
        examples.stream().limit(EXAMPLES).toList());
  }

  /** Whether everybody is connected and up to date, and nothing is missing. */
  public boolean isGood() {
    return connected == clients && upToDate == clients && missing == 0;
  }
}
