package io.gunrelay.kubectl.drain;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.cluster.Fleets;
import io.gunrelay.kubectl.cluster.Problem;
import io.gunrelay.kubectl.cluster.RelayReports;
import io.gunrelay.kubectl.cluster.RelayReports.Answer;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.fleet.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Evicts relays, so that the disruption budget holds, and waits until each is gone and as many are
 * ready as before. Handing clients over is what a relay does whenever its pod ends.
 */
public final class Drain {

  private static final Duration PERIOD = Duration.ofSeconds(1);

  private final KubernetesClient client;
  private final Fleets fleets;
  private final RelayReports reports;
  private final InstantSource clock;
  private final Instant deadline;
  private final Consumer<String> progress;

  /**
   * @param deadline when to give up waiting
   * @param progress takes a line whenever there is something new
   */
  public Drain(
      KubernetesClient client, InstantSource clock, Instant deadline, Consumer<String> progress) {
    this.client = client;
    this.fleets = new Fleets(client);
    this.reports = new RelayReports(client);
    this.clock = clock;
    this.deadline = deadline;
    this.progress = progress;
  }

  /** Which relays are meant. */
  public sealed interface Which {
    /** One, by its pod's name. */
    record Relay(String pod) implements Which {}

    /** All of a region that are there now. */
    record Region(String name) implements Which {}
  }

  /**
   * Drains, one relay after the other.
   *
   * @param force also when nobody could take the clients meanwhile
   * @return whether all came about in time
   */
  public boolean run(String name, Which which, boolean force) throws InterruptedException {
    var fleet = fleets.get(name);
    var pods = fleets.pods(fleet);
    var chosen = choose(fleet, pods, which);
    if (!force && chosen.stream().anyMatch(pod -> isAlone(pod, pods))) {
      throw new Problem(
          "no other relay of %s is ready: its clients would be cut off until it is back; --force does it all the same"
              .formatted(name));
    }
    for (var pod : chosen) {
      if (!drain(fleet, pod)) {
        return false;
      }
    }
    return true;
  }

  private static List<Pod> choose(GunRelayCluster fleet, List<Pod> pods, Which which) {
    Predicate<Pod> isMeant =
        switch (which) {
          case Which.Relay(var pod) -> candidate -> candidate.getMetadata().getName().equals(pod);
          case Which.Region(var region) -> candidate -> Names.regionOf(candidate).equals(region);
        };
    var chosen = pods.stream().filter(isMeant).filter(pod -> !pod.isMarkedForDeletion()).toList();
    if (chosen.isEmpty()) {
      throw new Problem(
          switch (which) {
            case Which.Relay(var pod) ->
                "%s has no relay %s that is not ending, but %s"
                    .formatted(fleet.getMetadata().getName(), pod, names(pods));
            case Which.Region(var region) ->
                "%s has no relays of region %s in this cluster, but %s"
                    .formatted(fleet.getMetadata().getName(), region, names(pods));
          });
    }
    return chosen;
  }

  private static String names(List<Pod> pods) {
    return pods.isEmpty()
        ? "none at all"
        : String.join(", ", pods.stream().map(pod -> pod.getMetadata().getName()).toList());
  }

  private static boolean isAlone(Pod pod, List<Pod> pods) {
    var name = pod.getMetadata().getName();
    return pods.stream()
        .noneMatch(
            other -> !other.getMetadata().getName().equals(name) && Pods.isReadyToStay(other));
  }

  private boolean drain(GunRelayCluster fleet, Pod pod) throws InterruptedException {
    var name = pod.getMetadata().getName();
    var region = Names.regionOf(pod);
    var ready = ready(fleet, region);
    progress.accept("%s: %s".formatted(name, clients(pod)));
    if (!evict(pod)) {
      return false;
    }
    progress.accept("%s: evicted, it hands its clients over".formatted(name));
    var last = "";
    while (isThere(pod)) {
      if (isLate("%s is not gone yet".formatted(name))) {
        return false;
      }
      var now = clients(pod);
      if (!now.equals(last)) {
        progress.accept("%s: %s".formatted(name, now));
        last = now;
      }
      Thread.sleep(PERIOD);
    }
    progress.accept("%s: gone".formatted(name));
    while (ready(fleet, region) < ready) {
      if (isLate("region %s has fewer ready relays than before".formatted(region))) {
        return false;
      }
      Thread.sleep(PERIOD);
    }
    progress.accept(
        "region %s: %d of its relays are ready".formatted(region, ready(fleet, region)));
    return true;
  }

  /** Asks until the disruption budget lets it go. */
  private boolean evict(Pod pod) throws InterruptedException {
    var told = false;
    while (!client
        .pods()
        .inNamespace(pod.getMetadata().getNamespace())
        .withName(pod.getMetadata().getName())
        .evict()) {
      if (!isThere(pod)) {
        return true;
      }
      if (!told) {
        progress.accept(
            "%s: waits, as the disruption budget lets no relay of its region go now"
                .formatted(pod.getMetadata().getName()));
        told = true;
      }
      if (isLate("%s may not be evicted".formatted(pod.getMetadata().getName()))) {
        return false;
      }
      Thread.sleep(PERIOD);
    }
    return true;
  }

  private boolean isLate(String what) {
    if (clock.instant().isBefore(deadline)) {
      return false;
    }
    progress.accept("gave up waiting: " + what + "; --timeout waits longer");
    return true;
  }

  private boolean isThere(Pod pod) {
    var now = client.resource(pod).get();
    return now != null && now.getMetadata().getUid().equals(pod.getMetadata().getUid());
  }

  private long ready(GunRelayCluster fleet, String region) {
    return fleets.pods(fleet).stream()
        .filter(pod -> Names.regionOf(pod).equals(region) && Pods.isReadyToStay(pod))
        .count();
  }

  private String clients(Pod pod) {
    return switch (reports.ask(pod)) {
      case Answer.Report(var report) when report.self().load() != null -> {
        var count = report.self().load().clients();
        yield count == 1 ? "1 client" : count + " clients";
      }
      case Answer.Report report -> "it does not say how many clients it has";
      case Answer.Silence silence -> "it does not answer";
    };
  }
}
