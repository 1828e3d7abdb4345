package io.gunrelay.e2e.scenarios.lifecycle;

import io.gunrelay.e2e.scenarios.stage.Kubectl;
import io.gunrelay.e2e.scenarios.stage.Shell;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;

/** The image alone, without the operator, held as tightly as a pod can be. */
public final class ImageStarts {
  private ImageStarts() {}

  public static void tell(Stage stage) {
    stage.apply(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: relay
        spec:
          securityContext:
            runAsNonRoot: true
            runAsUser: 65532
            runAsGroup: 65532
            fsGroup: 65532
            seccompProfile: {type: RuntimeDefault}
          automountServiceAccountToken: false
          containers:
          - name: relay
            image: %s
            imagePullPolicy: IfNotPresent
            args: [serve]
            env:
            - {name: GUN_RELAY_DATA_DIR, value: /var/lib/gun-relay}
            ports:
            - {name: admin, containerPort: 9090}
            readinessProbe:
              httpGet: {path: /readyz, port: admin}
              periodSeconds: 1
            securityContext:
              allowPrivilegeEscalation: false
              readOnlyRootFilesystem: true
              capabilities: {drop: [ALL]}
            volumeMounts:
            - {name: data, mountPath: /var/lib/gun-relay}
          volumes:
          - name: data
            emptyDir: {}
        """
            .formatted(stage.settings().relayImage()));
    stage.kubectl("wait", "pod/relay", "--for=condition=Ready", "--timeout=60s");
    String said = stage.kubectl("logs", "relay");
    stage.saw("it says: " + said);
    if (said.contains("[warning]")) {
      throw new AssertionError("the JVM complains; its archive of classes does not fit: " + said);
    }

    var shell =
        Shell.attempt("", Kubectl.command(stage.namespace(), "exec", "relay", "--", "/bin/sh"));
    if (shell.code() == 0 || !shell.output().contains("no such file or directory")) {
      throw new AssertionError("there is a shell in the image: " + shell.output());
    }

    long beganNs = System.nanoTime();
    stage.kubectl("delete", "pod", "relay", "--timeout=30s");
    Duration took = Duration.ofNanos(System.nanoTime() - beganNs);
    stage.saw("it ended by itself %d ms after it was asked to".formatted(took.toMillis()));
    if (took.toSeconds() >= 25) {
      throw new AssertionError("the relay ignored SIGTERM and was killed after its grace period");
    }
  }
}
