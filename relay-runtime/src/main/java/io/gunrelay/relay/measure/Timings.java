package io.gunrelay.relay.measure;

import io.gunrelay.relay.trace.Stage;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a relay takes the time of. Thread-safe. */
public final class Timings {
  private final Map<Stage, Durations> stages = new EnumMap<>(Stage.class);
  private final Durations acknowledgement = Durations.ofWork();
  private final Durations synchronisation = Durations.ofJourneys();
  private final Durations sessions = Durations.ofSessions();

  /** Nothing has been timed yet. */
  public Timings() {
    for (Stage stage : Stage.values()) {
      stages.put(stage, Durations.ofWork());
    }
  }

  /** A stage of a put. */
  public Durations stage(Stage stage) {
    return Objects.requireNonNull(stages.get(stage), "every stage has its durations");
  }

  /** From a put's arrival to its acknowledgement. */
  public Durations acknowledgement() {
    return acknowledgement;
  }

  /** From the time that a value's state tells to its delivery. */
  public Durations synchronisation() {
    return synchronisation;
  }

  /** From a WebSocket's opening to its end. */
  public Durations sessions() {
    return sessions;
  }
}
