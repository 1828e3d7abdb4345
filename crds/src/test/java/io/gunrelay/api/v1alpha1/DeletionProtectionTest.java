package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The policy that is installed beside the operator, on a real API server. */
@ExtendWith(ApiServer.class)
class DeletionProtectionTest {

  private static final String ANNOTATION = "gunrelay.io/deletion-protection";

  private final KubernetesClient client;

  DeletionProtectionTest(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void aProtectedFleetIsDeletedOnlyOnceItsProtectionIsTakenAway() throws IOException {
    List<HasMetadata> policy =
        client
            .getKubernetesSerialization()
            .unmarshal(
                Files.readString(Path.of("..", "deploy", "base", "deletion-protection.yaml")));
    policy.forEach(object -> client.resource(object).create());
    GunRelayCluster fleet = Fleets.minimal("protected");
    fleet.getMetadata().setAnnotations(Map.of(ANNOTATION, "true"));
    client.resource(fleet).create();
    awaitRefusal(fleet);

    assertThatThrownBy(() -> client.resource(fleet).delete())
        .isInstanceOf(KubernetesClientException.class)
        .hasMessageContaining("protected is protected from deletion")
        .hasMessageContaining(ANNOTATION);

    GunRelayCluster unprotected = Fleets.minimal("unprotected");
    client.resource(unprotected).create();
    client.resource(unprotected).delete();
    assertThat(client.resource(unprotected).get()).isNull();

    client
        .resource(fleet)
        .edit(stored -> {
          stored.getMetadata().setAnnotations(Map.of(ANNOTATION, "false"));
          return stored;
        });
    client.resource(fleet).delete();
    assertThat(client.resource(fleet).get()).isNull();
  }

  /** The API server needs a moment until it has compiled the policy. */
  private void awaitRefusal(GunRelayCluster fleet) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (System.nanoTime() < endNs) {
      try {
        client.resource(fleet).dryRun().delete();
      } catch (KubernetesClientException e) {
        return;
      }
    }
    throw new AssertionError("the policy refuses nothing");
  }
}
