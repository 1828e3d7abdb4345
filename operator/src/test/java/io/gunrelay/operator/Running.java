package io.gunrelay.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.operator.config.Operators;
import io.gunrelay.operator.config.Settings;
import io.gunrelay.operator.lead.Elector;
import io.gunrelay.operator.lead.Leadership;
import io.gunrelay.operator.trace.Traces;
import io.javaoperatorsdk.operator.Operator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** One operator with a client of its own, as a process has it. */
final class Running implements AutoCloseable {

  private final KubernetesClient client;
  private final Rounds rounds = new Rounds();
  private final Leadership leadership;
  private final Operator operator;
  private final Optional<Elector> elector;
  private final AtomicBoolean halted = new AtomicBoolean();

  private Running(Config config, Settings settings, Traces traces) {
    this.leadership = Operators.leadership(settings);
    this.client = Operators.client(new KubernetesClientBuilder().withConfig(config), leadership);
    var reconciler =
        new GunRelayReconciler(
            settings,
            client,
            new SimpleMeterRegistry(),
            traces,
            InstantSource.system(),
            new SecureRandom(),
            leadership);
    this.operator = Operators.create(settings, client, rounds, reconciler);
    this.elector =
        settings
            .leaderElection()
            .map(lease ->
                Operators.elector(
                    lease, client, leadership, InstantSource.system(), () -> halted.set(true)));
  }

  static Running start(Config config, Settings settings) {
    return start(config, settings, Traces.NONE);
  }

  /** One that sends traces, which the caller closes. */
  static Running start(Config config, Settings settings, Traces traces) {
    var running = new Running(config, settings, traces);
    running.operator.start();
    running.elector.ifPresent(Elector::start);
    return running;
  }

  boolean leads() {
    return leadership.isHeld();
  }

  /** Whether it would have ended its process. */
  boolean isHalted() {
    return halted.get();
  }

  Rounds rounds() {
    return rounds;
  }

  /** In the order of production: the Lease is given up before the informers stop. */
  @Override
  public void close() {
    elector.ifPresent(Elector::close);
    operator.stop();
    client.close();
  }
}
