package io.gunrelay.e2e.scenarios.operators;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Operators;
import io.gunrelay.e2e.scenarios.stage.Settings;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.List;

/**
 * An operator that a team has for itself: with rights in its own namespace and in no other, it
 * serves the fleets there, and does not miss any right.
 */
public final class OneNamespace {
  private static final String OVERLAY = "deploy/overlays/one-namespace";
  private static final Duration STOPPED = Duration.ofMinutes(1);
  private static final Duration REPAIR = Duration.ofSeconds(30);

  private final Stage stage;
  private final String beyond;

  private OneNamespace(Stage stage) {
    this.stage = stage;
    beyond = stage.namespace() + "-beyond";
  }

  public static void tell(Stage stage) {
    new OneNamespace(stage).tell();
  }

  private void tell() {
    check(refusals(Installation.NAMESPACE).isEmpty(), refusals(Installation.NAMESPACE));
    installInPlaceOfTheOther();
    rights();
    applyBeyond();
    Fleet fleet =
        Fleet.start(
            stage,
            "own",
            """
            replicas: 2
            regions:
            - name: west
            monitoring: {serviceMonitor: true}
            """);
    fleet.awaitReady(2);
    Writer writer = new Writer(stage.client(stage.host()), "own");
    writer.write(20);
    HasMetadata service =
        stage.kubernetes().services().inNamespace(stage.namespace()).withName("own-west").require();
    stage.kubernetes().resource(service).delete();
    Await.until("the Service to be made again", REPAIR, () -> isMadeAgain(service));
    stage.kubectl("scale", "gunrelaycluster/own", "--replicas=3");
    fleet.awaitReady(3);
    writer.awaitAllReadBy(stage.client(stage.host()), REPAIR);
    stage.saw("a fleet in its namespace is made, mended and scaled");

    check(
        stage
                .kubernetes()
                .resources(GunRelayCluster.class)
                .inNamespace(beyond)
                .withName("beyond")
                .require()
                .getStatus()
            == null,
        "the operator wrote beyond its namespace");
    List<String> refusals = refusals(stage.namespace());
    check(refusals.isEmpty(), refusals);
    stage.saw("the fleet in another namespace is left alone, and the API server refused nothing");
  }

  /** The overlay as it is, but for the namespace and the images. */
  private void installInPlaceOfTheOther() {
    Operators others = new Operators(stage);
    stage.atEnd(() -> {
      scaleOthers(2);
      others.awaitAll();
    });
    scaleOthers(0);
    Await.until("the other operator to stop", STOPPED, () -> others.pods().isEmpty());
    Settings settings = stage.settings();
    String manifest =
        Shell.run("kubectl", "kustomize", settings.root().resolve(OVERLAY).toString())
            .replace(Installation.NAMESPACE, stage.namespace())
            .replaceAll("ghcr.io/gunrelay/operator:\\S+", settings.operatorImage())
            .replace("ghcr.io/gunrelay/relay", settings.relayImage().replaceFirst(":[^:/]*$", ""));
    stage.atEnd(() -> stage.kubectl("delete", "deployment/" + Installation.OPERATOR));
    stage.apply(manifest);
    stage.kubectl("rollout", "status", "deployment/" + Installation.OPERATOR, "--timeout=150s");
    stage.saw("an operator works in this namespace, and the other one rests");
  }

  private void scaleOthers(int replicas) {
    Shell.feed(
        "",
        Kubectl.command(
            Installation.NAMESPACE,
            "scale",
            "deployment/" + Installation.OPERATOR,
            "--replicas=" + replicas));
  }

  private void rights() {
    Rights rights = new Rights(stage, stage.namespace());
    var all = rights.ofItsRole();
    List<String> own = rights.grantedIn(stage.namespace(), all);
    check(own.size() == all.size(), "it may not do all that it has to, only " + own);
    List<String> elsewhere = rights.grantedIn("kube-system", all);
    check(elsewhere.isEmpty(), "beyond its namespace it may " + elsewhere);
    List<String> never = rights.grantedIn(stage.namespace(), rights.neverGranted());
    check(never.isEmpty(), "it may " + never);
    stage.saw(
        "%d rights in its namespace, none of them elsewhere, and none of %d that would be too much"
            .formatted(all.size(), rights.neverGranted().size()));
  }

  private void applyBeyond() {
    stage
        .kubernetes()
        .resource(new NamespaceBuilder().withNewMetadata().withName(beyond).endMetadata().build())
        .create();
    stage.atEnd(() -> stage.kubernetes().namespaces().withName(beyond).delete());
    Shell.feed(
        """
        apiVersion: gunrelay.io/v1alpha1
        kind: GunRelayCluster
        metadata:
          name: beyond
        spec:
          version: %s
          regions:
          - name: west
        """
            .formatted(stage.settings().version()),
        Kubectl.command(beyond, "apply", "--server-side", "--filename=-"));
  }

  private boolean isMadeAgain(HasMetadata object) {
    HasMetadata now = stage.kubernetes().resource(object).get();
    return now != null && !now.getMetadata().getUid().equals(object.getMetadata().getUid());
  }

  /** What operators say of requests that the API server refused for want of a right. */
  private static boolean isRefusal(String line) {
    return line.contains("is forbidden: User");
  }

  private List<String> refusals(String namespace) {
    return Shell.feed(
            "",
            Kubectl.command(
                namespace,
                "logs",
                "--selector=app.kubernetes.io/name=" + Installation.OPERATOR,
                "--tail=-1"))
        .lines()
        .filter(OneNamespace::isRefusal)
        .toList();
  }

  private static void check(boolean holds, Object otherwise) {
    if (!holds) {
      throw new AssertionError(otherwise);
    }
  }
}
