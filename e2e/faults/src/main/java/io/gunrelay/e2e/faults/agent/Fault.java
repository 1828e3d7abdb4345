package io.gunrelay.e2e.faults.agent;

import java.util.List;
import java.util.Locale;

/** What is wrong with a version. */
public enum Fault {
  /** Its process ends after it has served for about a minute, again and again. */
  CRASH,
  /** Each write to the disk takes long, and so do acknowledgements. */
  SLOW,
  /** It refuses some puts. */
  REJECT,
  /** Its readiness probe fails for ever. */
  UNREADY,
  /** Its readiness probe fails for as long as there is a file named {@link #MOOD}. */
  MOODY;

  /** In the container of a relay. */
  public static final String MOOD = "/var/lib/gun-relay/mood";

  List<Change> changes() {
    return switch (this) {
      case CRASH -> List.of();
      case SLOW ->
          List.of(new Change("io/gunrelay/relay/store/RocksDisk", "write", Change.Way.DELAYED));
      case REJECT ->
          List.of(
              new Change(
                  "io/gunrelay/relay/graph/PutTicket$Promise", "refusal", Change.Way.REFUSING));
      case UNREADY ->
          List.of(new Change("io/gunrelay/relay/admin/Health", "ready", Change.Way.FAILING));
      case MOODY ->
          List.of(new Change("io/gunrelay/relay/admin/Health", "ready", Change.Way.MOODY));
    };
  }

  /** As the agent's argument and the image's tag have it. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Fault of(String word) {
    return valueOf(word.toUpperCase(Locale.ROOT));
  }
}
