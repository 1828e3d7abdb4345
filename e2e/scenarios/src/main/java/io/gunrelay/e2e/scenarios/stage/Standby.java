package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import io.fabric8.kubernetes.client.readiness.Readiness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A replica of the operator in another cluster, installed as the documentation says. */
public final class Standby {
  private static final Duration TO_BE_READY = Duration.ofMinutes(2);
  private static final String OVERLAY = "deploy/overlays/standby";
  private static final String IMAGE = "ghcr.io/gunrelay/operator:[^ \\n]*";

  private final SecondCluster cluster;

  private Standby(SecondCluster cluster) {
    this.cluster = cluster;
  }

  /** Returns when it is ready. */
  public static Standby install(Stage stage, SecondCluster cluster) {
    Path root = stage.settings().root();
    Path token = root.resolve(OVERLAY).resolve("hub-token.yaml");
    Shell.feed("", Kubectl.command(Installation.NAMESPACE, "apply", "-f", token.toString()));
    String kubeConfig =
        Shell.run(
            root.resolve("tools/other-cluster-kubeconfig").toString(), Installation.NAMESPACE);
    var kubernetes = cluster.kubernetes();
    stage.atEnd(() -> kubernetes.namespaces().withName(Installation.NAMESPACE).delete());
    kubernetes
        .resource(
            new NamespaceBuilder()
                .withNewMetadata()
                .withName(Installation.NAMESPACE)
                .endMetadata()
                .build())
        .create();
    kubernetes
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("gunrelay-hub")
                .withNamespace(Installation.NAMESPACE)
                .endMetadata()
                .addToStringData("kubeconfig", kubeConfig)
                .build())
        .create();
    String manifest =
        Shell.run("kubectl", "kustomize", root.resolve(OVERLAY).toString())
            .replaceAll(IMAGE, stage.settings().operatorImage());
    cluster.kubectl(manifest, Installation.NAMESPACE, "apply", "--server-side", "-f", "-");
    Standby standby = new Standby(cluster);
    Await.until(
        "the replica elsewhere to be ready",
        TO_BE_READY,
        () -> standby.pods().stream().anyMatch(Readiness::isPodReady));
    return standby;
  }

  private List<Pod> pods() {
    return Operators.pods(cluster.kubernetes());
  }

  /** Whether it is the one that this text names as the Lease's holder. */
  public boolean isHolder(String holder) {
    return pods().stream().anyMatch(pod -> Operators.isHolder(pod, holder));
  }
}
