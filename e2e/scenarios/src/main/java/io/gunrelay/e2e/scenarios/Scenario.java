package io.gunrelay.e2e.scenarios;

import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.Set;

/**
 * One story that a user would recognise, told on a cluster.
 *
 * @param name by which {@code ONLY} picks it
 * @param summary one line for {@code LIST}
 * @param limit how long it may take
 * @param needs what it cannot do without
 * @param onDemand whether it is only told when it is named
 * @param story what happens; it fails by throwing
 */
record Scenario(
    String name, String summary, Duration limit, Set<Need> needs, boolean onDemand, Story story) {

  /** What a scenario may need beside a cluster. */
  enum Need {
    /** Images of faulty relays, which are made of the relay's archive and put on the nodes. */
    FAULTY_RELAYS,
    /** A command that breaks nodes, in {@code GUNRELAY_FAULTS}. */
    FAULTS,
    /** A metrics API, for autoscaling by CPU. */
    METRICS,
    /**
     * A second cluster: its kubeconfig in {@code GUNRELAY_OTHER_KUBECONFIG}, and the command that
     * loads and breaks it in {@code GUNRELAY_OTHER_FAULTS}.
     */
    OTHER_CLUSTER,
    /** Volumes that are provisioned by a default storage class. */
    VOLUMES
  }

  /** What happens. */
  @FunctionalInterface
  interface Story {
    void tell(Stage stage) throws Exception;
  }

  static Scenario of(String name, String summary, Duration limit, Story story) {
    return new Scenario(name, summary, limit, Set.of(), false, story);
  }

  Scenario needing(Need need) {
    return new Scenario(name, summary, limit, Set.of(need), onDemand, story);
  }

  /** One that takes long, and says little that others do not. */
  Scenario whenNamed() {
    return new Scenario(name, summary, limit, needs, true, story);
  }

  /** Whether a text names it: its name, or the beginning of it and a star. */
  boolean isNamedBy(String text) {
    return text.endsWith("*")
        ? name.startsWith(text.substring(0, text.length() - 1))
        : name.equals(text);
  }
}
