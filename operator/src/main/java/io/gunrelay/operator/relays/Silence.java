package io.gunrelay.operator.relays;

import io.gunrelay.relay.api.RegionContact;
import io.gunrelay.relay.api.RelayReport;
import java.time.Duration;
import java.util.List;

/** When whoever says nothing is taken for silent: relays say something each second. */
public final class Silence {

  /** Two heartbeats have been missed. */
  public static final Duration AFTER = Duration.ofSeconds(2);

  private Silence() {}

  /** The regions that a relay does not hear any more. */
  public static List<String> silent(RelayReport relay) {
    var contacts = relay.contacts();
    return contacts == null
        ? List.of()
        : contacts.stream()
            .filter(contact -> contact.silentMs() >= AFTER.toMillis())
            .map(RegionContact::region)
            .sorted()
            .toList();
  }
}
