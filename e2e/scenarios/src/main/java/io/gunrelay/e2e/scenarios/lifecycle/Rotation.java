package io.gunrelay.e2e.scenarios.lifecycle;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.gunrelay.e2e.scenarios.clients.Load;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.Installation;
import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The authority and the certificates by which relays know each other are replaced while clients
 * write: every kubelet delivers the files, every relay reads them, and no link is lost. What comes
 * up afterwards knows the new ones only.
 */
public final class Rotation {
  /** In place of ten minutes; kubelets are made to look at once. */
  private static final Duration DELIVERY = Duration.ofSeconds(20);

  private static final Duration STEP = DELIVERY.plusSeconds(45);
  private static final Duration LOAD = Duration.ofSeconds(90);
  private static final String ENVIRONMENT = "GUNRELAY_CERTIFICATE_DELIVERY";
  private static final String DEPLOYMENT = "deployment/" + Installation.OPERATOR;

  /** What a relay logs when it uses other files. */
  private static final String READ = "The replication port shows the certificate";

  private static final Pattern BEGIN = Pattern.compile("BEGIN CERTIFICATE");

  private Rotation() {}

  public static void tell(Stage stage) {
    configure(stage, ENVIRONMENT + "=" + DELIVERY.toSeconds() + "s");
    stage.atEnd(() -> configure(stage, ENVIRONMENT + "-"));
    Fleet fleet =
        Fleet.start(
            stage,
            "rotated",
            """
            replicas: 2
            durability: Replicated
            regions:
            - name: west
            """);
    fleet.awaitReady(2);
    Map<String, String> first = files(stage);
    List<Node> nodes = Entry.nodes(stage.kubernetes()).subList(0, 2);
    Load load = Load.startGently(stage, nodes.getFirst(), LOAD);

    stage.kubectl(
        "annotate", "gunrelaycluster/rotated", "gunrelay.io/rotate-certificates=" + stage.began());
    Map<String, String> introduced = awaitNext(stage, fleet, first, 2);
    check("the certificate stays until all trust the new authority", same(first, introduced));
    Map<String, String> renewed = awaitNext(stage, fleet, introduced, 2);
    check("the certificate is of the new authority", !same(introduced, renewed));
    Map<String, String> settled = awaitNext(stage, fleet, renewed, 1);
    check("the certificate stays when the former authority goes", same(renewed, settled));
    stage.saw("both relays have read the three steps");
    for (Pod pod : fleet.pods()) {
      check(pod.getMetadata().getName() + " has lost no link", !log(stage, pod).contains("lost "));
    }

    stage.kubectl(
        "delete", "pod", fleet.pods().getFirst().getMetadata().getName(), "--grace-period=1");
    fleet.awaitReady(2);
    stage.saw("a relay that has only ever seen the new certificates is filled and ready");
    long acknowledged = load.awaitEnd();
    nodes.forEach(load::verify);
    stage.saw("all %d puts of the load are there".formatted(acknowledged));
  }

  /** Waits for another content of the Secret, and until every relay has read it. */
  private static Map<String, String> awaitNext(
      Stage stage, Fleet fleet, Map<String, String> before, int authorities) {
    Map<String, Integer> read = new HashMap<>();
    fleet.pods().forEach(pod -> read.put(name(pod), readings(stage, pod)));
    Map<String, String> next =
        Await.value(
            "the next step of the rotation",
            STEP,
            () -> Optional.of(files(stage)).filter(files -> !files.equals(before)));
    // A kubelet looks at a pod's volumes when the pod changes, or within a minute or two.
    stage.kubectl(
        "annotate",
        "pod",
        "--selector=gunrelay.io/cluster=" + fleet.name(),
        "--overwrite",
        "e2e.gunrelay.io/looked=" + System.nanoTime());
    Await.until(
        "all relays to read the new files",
        DELIVERY,
        () ->
            fleet.pods().stream()
                .allMatch(pod -> readings(stage, pod) > read.getOrDefault(name(pod), 0)),
        () -> "Readings before: " + read);
    long trusted = BEGIN.matcher(next.getOrDefault("ca.crt", "")).results().count();
    check(
        "relays trust %d authorities, not %d".formatted(authorities, trusted),
        trusted == authorities);
    return next;
  }

  private static boolean same(Map<String, String> one, Map<String, String> other) {
    return one.getOrDefault("tls.crt", "").equals(other.getOrDefault("tls.crt", ""));
  }

  private static void check(String claim, boolean holds) {
    if (!holds) {
      throw new AssertionError("this should be so: " + claim);
    }
  }

  private static Map<String, String> files(Stage stage) {
    Secret secret =
        stage
            .kubernetes()
            .secrets()
            .inNamespace(stage.namespace())
            .withName("rotated-replication-tls")
            .require();
    Map<String, String> files = new HashMap<>();
    secret
        .getData()
        .forEach((name, text) ->
            files.put(name, new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8)));
    return files;
  }

  /** How often a relay has said that it shows or trusts other files for replication. */
  private static int readings(Stage stage, Pod pod) {
    return (int) log(stage, pod).lines().filter(line -> line.contains(READ)).count();
  }

  private static String log(Stage stage, Pod pod) {
    return stage.kubectl("logs", name(pod));
  }

  private static String name(Pod pod) {
    return pod.getMetadata().getName();
  }

  private static void configure(Stage stage, String variable) {
    Shell.feed("", Kubectl.command(Installation.NAMESPACE, "set", "env", DEPLOYMENT, variable));
    Shell.feed(
        "",
        Kubectl.command(Installation.NAMESPACE, "rollout", "status", DEPLOYMENT, "--timeout=120s"));
    stage.saw("the operator runs with " + variable);
  }
}
