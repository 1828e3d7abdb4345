package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.Condition;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.readiness.Readiness;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A GunRelayCluster as a user sees it, and the pods behind it. */
public final class Fleet {
  private static final Duration TO_BE_READY = Duration.ofSeconds(90);

  private final Stage stage;
  private final String name;

  public Fleet(Stage stage, String name) {
    this.stage = stage;
    this.name = name;
  }

  /**
   * Applies a fleet in region west with a certificate at the stage's host, and waits until it is
   * Ready.
   *
   * @param more lines of the spec, or nothing
   */
  public static Fleet start(Stage stage, String name, String more) {
    return start(stage, name, "", more);
  }

  /**
   * The same by another entry.
   *
   * @param exposure lines of {@code exposure}
   */
  public static Fleet start(Stage stage, String name, String exposure, String more) {
    stage.certify(stage.host(), name + "-tls");
    stage.apply(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: %s
        spec:
          version: %s
          image: %s
          exposure:
            host: %s
            tls:
              secretName: %s-tls
        """
                .formatted(
                    name,
                    stage.settings().version(),
                    stage.settings().relayImage(),
                    stage.host(),
                    name)
            + exposure.indent(4)
            + more.indent(2));
    Fleet fleet = new Fleet(stage, name);
    fleet.awaitReady();
    return fleet;
  }

  public String name() {
    return name;
  }

  public GunRelayCluster resource() {
    return Optional.ofNullable(
            stage
                .kubernetes()
                .resources(GunRelayCluster.class)
                .inNamespace(stage.namespace())
                .withName(name)
                .get())
        .orElseThrow(() -> new AssertionError("there is no GunRelayCluster " + name));
  }

  public Optional<GunRelayClusterStatus> status() {
    return Optional.ofNullable(resource().getStatus());
  }

  /** As {@code kubectl wait --for=condition=Ready} sees it, for the spec as it is now. */
  public boolean isReady() {
    GunRelayCluster resource = resource();
    GunRelayClusterStatus status = resource.getStatus();
    if (status == null || status.conditions() == null || status.observedGeneration() == null) {
      return false;
    }
    return status.observedGeneration() >= resource.getMetadata().getGeneration()
        && status.conditions().stream().anyMatch(Fleet::saysReady);
  }

  private static boolean saysReady(Condition condition) {
    return condition.getType().equals("Ready") && condition.getStatus().equals("True");
  }

  public void awaitReady() {
    Await.until(name + " to be Ready", TO_BE_READY, this::isReady, this::line);
  }

  /** Waits until the fleet is Ready with so many relays, no more and no fewer. */
  public void awaitReady(int relays) {
    awaitReady(relays, TO_BE_READY);
  }

  public void awaitReady(int relays, Duration deadline) {
    Await.until(
        "%s to be Ready with %d relays".formatted(name, relays),
        deadline,
        () ->
            isReady()
                && pods().size() == relays
                && pods().stream().allMatch(Readiness::isPodReady)
                && status().map(GunRelayClusterStatus::readyReplicas).orElse(-1) == relays,
        this::line);
  }

  /** The one line that says why. */
  public String line() {
    return "Its status: "
        + status().map(status -> status.phase() + ": " + status.message()).orElse("none");
  }

  public List<Pod> pods() {
    return stage
        .kubernetes()
        .pods()
        .inNamespace(stage.namespace())
        .withLabel("gunrelay.io/cluster", name)
        .list()
        .getItems();
  }

  /** Of the pods that there are; one that takes another's name has another. */
  public Set<String> uids() {
    return pods().stream().map((Pod pod) -> pod.getMetadata().getUid()).collect(Collectors.toSet());
  }

  /**
   * Changes the spec.
   *
   * @param lines of it, as YAML
   */
  public void change(String lines) {
    stage.kubectl(
        "patch", "gunrelaycluster/" + name, "--type=merge", "--patch=spec:\n" + lines.indent(2));
  }

  /** Names of the pods that there are. */
  public SortedSet<String> podNames() {
    return names(pods());
  }

  public static SortedSet<String> names(Collection<Pod> pods) {
    return pods.stream()
        .map((Pod pod) -> pod.getMetadata().getName())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Waits until a thing that was deleted is no longer there. */
  public static void awaitGone(Stage stage, HasMetadata thing, Duration deadline) {
    Await.until(
        "%s %s to be gone".formatted(thing.getKind(), thing.getMetadata().getName()),
        deadline,
        () -> stage.kubernetes().resource(thing).get() == null);
  }
}
