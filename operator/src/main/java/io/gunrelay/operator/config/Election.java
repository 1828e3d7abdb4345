package io.gunrelay.operator.config;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.operator.lead.Elector;
import io.gunrelay.operator.lead.Leadership;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.InstantSource;
import java.util.Optional;

/** Stands for the Lease once the informers are in step, and gives it up before they stop. */
@ApplicationScoped
class Election {

  /** After the framework, which starts the operator at 3123. */
  private static final int LATE = 4_000;

  private static final int FIRST = 1;

  private Optional<Elector> elector = Optional.empty();

  void begin(
      @Observes @Priority(LATE) StartupEvent started,
      Settings settings,
      KubernetesClient client,
      Leadership leadership,
      InstantSource clock) {
    elector =
        settings
            .leaderElection()
            .map(lease ->
                Operators.elector(
                    lease, client, leadership, clock, () -> Runtime.getRuntime().halt(1)));
    elector.ifPresent(Elector::start);
  }

  void end(@Observes @Priority(FIRST) ShutdownEvent stopping) {
    elector.ifPresent(Elector::close);
  }
}
