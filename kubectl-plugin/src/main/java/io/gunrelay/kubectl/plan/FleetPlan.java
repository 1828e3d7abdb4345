package io.gunrelay.kubectl.plan;

import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.operator.apply.Applier;
import io.gunrelay.operator.apply.Outcome;
import io.gunrelay.operator.apply.Settled;
import io.gunrelay.operator.credentials.EntryIssuer;
import io.gunrelay.operator.credentials.Issuer;
import io.gunrelay.operator.decide.Decision;
import io.gunrelay.operator.decide.Doorways;
import io.gunrelay.operator.decide.Guests;
import io.gunrelay.operator.decide.Leaving;
import io.gunrelay.operator.decide.Parts;
import io.gunrelay.operator.decide.Pause;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Remembered;
import io.gunrelay.operator.decide.Rulings;
import io.gunrelay.operator.decide.Secrets;
import io.gunrelay.operator.decide.SelfSigned;
import io.gunrelay.operator.decide.Turns;
import io.gunrelay.operator.fleet.Allowed;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.FleetReader;
import io.gunrelay.operator.fleet.Reading;
import io.gunrelay.operator.fleet.Site;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans one round of the operator for one fleet, and carries it out as a dry run. */
public final class FleetPlan {

  private static final int SALT_BYTES = 16;

  /** The operator's default; only who replaces an authority right now would see a difference. */
  private static final Duration CERTIFICATE_DELIVERY = Duration.ofMinutes(10);

  private final KubernetesClient client;
  private final Fleets fleets;
  private final SecureRandom random;
  private final InstantSource clock;

  public FleetPlan(KubernetesClient client, SecureRandom random, InstantSource clock) {
    this.client = client;
    this.fleets = new Fleets(client);
    this.random = random;
    this.clock = clock;
  }

  /** For the fleet as it is stored. */
  public Preview of(String name) {
    return preview(Candidate.stored(fleets, name));
  }

  /**
   * For the fleet as it would be with a file applied.
   *
   * @param name which of the file's; empty for its only one
   */
  public Preview of(Path file, Optional<String> name) {
    return preview(Candidate.of(client, fleets, file, name));
  }

  private Preview preview(Candidate candidate) {
    var resource = candidate.fleet();
    if (resource.isMarkedForDeletion()) {
      throw new Problem(
          "%s is being deleted: nothing is made for it any more"
              .formatted(resource.getMetadata().getName()));
    }
    var settings = OperatorSettings.of(client);
    var reader = new FleetReader(settings.images(), Allowed.EVERYTHING, settings.namespace());
    return switch (reader.read(resource)) {
      case Reading.Refused refused ->
          throw new Problem("the operator would make nothing of it: " + refused.message());
      case Fleet fleet -> preview(candidate, fleet, settings);
    };
  }

  private Preview preview(Candidate candidate, Fleet fleet, OperatorSettings settings) {
    var resource = candidate.fleet();
    var present = Present.of(client, resource);
    var remembered = Remembered.of(resource);
    var others = remembered.sites(resource, fleet);
    var home = new Site.Home();
    var credentials =
        new Issuer(random, CERTIFICATE_DELIVERY)
            .issue(
                fleet.owner().uid(),
                Secrets.found(fleet.owner(), present.seen()).everywhere(others.isEmpty()),
                Annotation.ROTATE_CERTIFICATES.of(resource),
                clock.instant());
    var part =
        Parts.of(
                fleet,
                others,
                Map.of(home, present.seen()),
                remembered.endpoints(),
                Doorways.of(fleet, Map.of(home, present.seen())))
            .at(home);
    var turn =
        Turns.of(
                resource,
                fleet,
                Map.of(home, present.seen()),
                Map.of(),
                Map.of(),
                List.of(),
                clock.instant())
            .turn();
    var failover =
        Rulings.of(resource, fleet, Map.of(home, present.seen()), Map.of(), clock.instant());
    var plan =
        SelfSigned.add(
            Decision.plan(
                    part, present.seen(), credentials, turn, failover.leads(), clock.instant())
                .hosting(Guests.of(fleet, Map.of(home, present.seen()), failover)),
            present.seen(),
            new EntryIssuer(random),
            clock.instant());
    var text = new ObjectText(random.generateSeed(SALT_BYTES));
    var dryRun = new DryRun(client, resource.getMetadata().getNamespace(), present.seen(), text);
    var outcome =
        Applier.apply(
            present.secretsHidden() ? withoutSecrets(plan) : plan, dryRun, new Settled(clock));
    return new Preview(
        fleet.owner().name(),
        dryRun.differences(),
        notes(candidate, settings, present, dryRun, others.size()),
        outlook(candidate, plan, outcome),
        text);
  }

  private static Plan withoutSecrets(Plan plan) {
    return plan.with(
        plan.wants().stream().filter(want -> want.ref().kind() != Secret.class).toList());
  }

  /** What is to be said beside the differences. */
  private static List<String> outlook(Candidate candidate, Plan plan, Outcome outcome) {
    var lines = new ArrayList<String>();
    if (candidate.isNew()) {
      lines.add("there is no fleet of this name yet");
    }
    if (Pause.isAskedFor(candidate.fleet())) {
      lines.add("the fleet is paused: none of this is done before it is resumed");
    }
    plan.leaving().stream().map(Leaving::message).forEach(lines::add);
    if (plan.monitoring() == Plan.Monitoring.KIND_MISSING) {
      lines.add("no ServiceMonitor is made, as the cluster does not know the kind");
    }
    outcome.failures().forEach(failure -> lines.add("would fail: " + failure.message()));
    return lines;
  }

  /** What limits the answer. */
  private static List<String> notes(
      Candidate candidate,
      OperatorSettings settings,
      Present present,
      DryRun dryRun,
      int otherClusters) {
    var notes = new ArrayList<String>();
    if (!candidate.checked()) {
      notes.add(
          "the file was not checked by the API server: you have no right to update the fleet");
    }
    if (settings.assumed()) {
      notes.add(
          "the operator's Deployment was not found or may not be read: its relay image is taken for %s, its namespace for %s"
              .formatted(settings.images().repository(), settings.namespace()));
    }
    if (settings.restricts()) {
      notes.add(
          "the operator allows only some images, hosts or pod settings (GUNRELAY_ALLOWED_…): whether it"
              + " would refuse the fleet for that was not looked at");
    }
    if (present.secretsHidden()) {
      notes.add(
          "certificates of replication were not looked at: you have no right to list Secrets");
    }
    if (dryRun.isCompared()) {
      notes.add(
          "some objects were compared here and not by the API server, as you have no right to patch"
              + " them: what would be taken from an object is not shown");
    }
    if (otherClusters > 0) {
      notes.add(
          "what is in other clusters (%d) was not looked at; the operator does"
              .formatted(otherClusters));
    }
    return notes;
  }
}
