package io.gunrelay.operator.lead;

import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.coordination.v1.LeaseBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The Lease on the API server. Every write names the version that it replaces. */
final class LeaseLock {

  private final KubernetesClient client;
  private final String namespace;
  private final String name;
  private final InstantSource clock;

  LeaseLock(KubernetesClient client, String namespace, String name, InstantSource clock) {
    this.client = client;
    this.namespace = namespace;
    this.name = name;
    this.clock = clock;
  }

  Optional<Claim> read() {
    return Optional.ofNullable(
            client.resources(Lease.class).inNamespace(namespace).withName(name).get())
        .map(LeaseLock::claim);
  }

  /** Takes the Lease, or renews it. */
  Claim write(Optional<Claim> replaced, String holder, Duration duration) {
    boolean renews = replaced.filter(claim -> claim.holder().equals(holder)).isPresent();
    int transitions = replaced.map(Claim::transitions).orElse(0) + (renews ? 0 : 1);
    return put(replaced, holder, duration, transitions);
  }

  /** Gives it up, so that nobody has to wait for its end. */
  void release(Claim held) {
    put(Optional.of(held), null, held.duration(), held.transitions());
  }

  private Claim put(
      Optional<Claim> replaced, @Nullable String holder, Duration duration, int transitions) {
    ZonedDateTime now = clock.instant().atZone(ZoneOffset.UTC);
    Lease lease =
        new LeaseBuilder()
            .withNewMetadata()
            .withNamespace(namespace)
            .withName(name)
            .withResourceVersion(replaced.map(Claim::version).orElse(null))
            .endMetadata()
            .withNewSpec()
            .withHolderIdentity(holder)
            .withLeaseDurationSeconds((int) duration.toSeconds())
            .withRenewTime(now)
            .withLeaseTransitions(transitions)
            .endSpec()
            .build();
    return claim(
        replaced.isPresent() ? client.resource(lease).update() : client.resource(lease).create());
  }

  private static Claim claim(Lease lease) {
    var spec = lease.getSpec();
    return new Claim(
        Objects.requireNonNullElse(spec.getHolderIdentity(), ""),
        Duration.ofSeconds(Objects.requireNonNullElse(spec.getLeaseDurationSeconds(), 0)),
        Objects.requireNonNullElse(spec.getLeaseTransitions(), 0),
        lease.getMetadata().getResourceVersion());
  }
}
