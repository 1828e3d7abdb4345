package io.gunrelay.e2e.scenarios.stage;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The operator on the cluster, installed from the image and the manifest as a user does. */
public final class Installation {
  public static final String NAMESPACE = "gunrelay-system";
  public static final String OPERATOR = "gunrelay-operator";

  private final Settings settings;
  private final Consumer<String> log;

  public Installation(Settings settings, Consumer<String> log) {
    this.settings = settings;
    this.log = log;
  }

  public boolean isThere(KubernetesClient kubernetes) {
    return kubernetes.namespaces().withName(NAMESPACE).get() != null;
  }

  public void install() {
    settings
        .load()
        .ifPresentOrElse(
            this::load,
            () ->
                log.accept(
                    "the nodes pull %s and %s: name a command that puts archives on them in E2E_LOAD"
                        .formatted(settings.relayImage(), settings.operatorImage())));
    Shell.feed(manifest(), Kubectl.command(NAMESPACE, "apply", "--server-side", "-f", "-"));
    // The image may have changed under the same name.
    Shell.feed("", Kubectl.command(NAMESPACE, "rollout", "restart", "deployment/" + OPERATOR));
    awaitRolledOut();
    log.accept("the operator runs");
  }

  /** Waits until all operators are as their Deployment says. */
  public static void awaitRolledOut() {
    Shell.feed(
        "",
        Kubectl.command(
            NAMESPACE, "rollout", "status", "deployment/" + OPERATOR, "--timeout=150s"));
  }

  public void uninstall() {
    Shell.feed(
        manifest(),
        Kubectl.command(NAMESPACE, "delete", "--ignore-not-found", "--timeout=120s", "-f", "-"));
  }

  private String manifest() {
    return Shell.run(
        settings.root().resolve("tools/install-manifest").toString(),
        settings.operatorImage(),
        settings.relayImage());
  }

  private void load(List<String> command) {
    for (Path archive : settings.archives()) {
      var whole = new ArrayList<>(command);
      whole.add(archive.toString());
      Shell.feed("", whole);
    }
  }
}
