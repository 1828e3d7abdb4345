package io.gunrelay.api.v1alpha1;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.FieldValidateable;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Resources that an API server took under the CRD of a release, when that CRD is replaced. The
 * group is another one than the API's, so that no other test sees the former CRD.
 */
@ExtendWith(ApiServer.class)
class UpgradeTest {

  private static final Path RELEASE = Path.of("src", "test", "resources", "released", "v0.0.1");
  private static final String GROUP = "upgraded.gunrelay.io";

  private final KubernetesClient client;

  UpgradeTest(KubernetesClient client) {
    this.client = client;
  }

  @Test
  void resourcesOfAReleaseAreTheSameUnderTodaysDefinition() throws IOException {
    CustomResourceDefinition released =
        inOwnGroup(
            client
                .getKubernetesSerialization()
                .unmarshal(
                    Files.readString(RELEASE.resolve("gunrelayclusters.gunrelay.io.yaml")),
                    CustomResourceDefinition.class));
    client.resource(released).create();
    Map<String, GenericKubernetesResource> given = new LinkedHashMap<>();
    for (Case taken : Case.all("/released/v0.0.1/accepted.yaml")) {
      String name = "fleet-" + given.size();
      given.put(name, resource(name, Objects.requireNonNull(taken.spec())));
    }
    Map<String, GenericKubernetesResource> before = new LinkedHashMap<>();
    given.forEach((name, resource) -> before.put(name, createdOnceItCanBe(resource)));

    client.resource(inOwnGroup(ClusterDefinition.load())).forceConflicts().serverSideApply();
    awaitToday();

    given.forEach((name, resource) -> {
      assertKept(
          name,
          specOf(Objects.requireNonNull(before.get(name))),
          specOf(client.resource(resource).get()));
      GenericKubernetesResource again =
          client
              .resource(resource)
              .patch(
                  new PatchContext.Builder()
                      .withPatchType(PatchType.SERVER_SIDE_APPLY)
                      .withFieldManager("git")
                      .withForce(true)
                      .build());
      assertThat(again.getMetadata().getGeneration())
          .as("%s, applied as Git still has it, is no change", name)
          .isEqualTo(1);
    });
  }

  /** All that was there is there; defaults of fields that are new may be added to it. */
  private static void assertKept(String path, Object before, Object now) {
    switch (before) {
      case Map<?, ?> fields -> {
        assertThat(now).as(path).isInstanceOf(Map.class);
        fields.forEach((name, value) -> {
          assertThat(((Map<?, ?>) now).containsKey(name)).as("%s.%s", path, name).isTrue();
          assertKept(path + "." + name, value, Objects.requireNonNull(((Map<?, ?>) now).get(name)));
        });
      }
      case List<?> items -> {
        assertThat(now).as(path).asInstanceOf(InstanceOfAssertFactories.LIST).hasSameSizeAs(items);
        for (int i = 0; i < items.size(); i++) {
          assertKept(path + "[" + i + "]", items.get(i), ((List<?>) now).get(i));
        }
      }
      default -> assertThat(now).as(path).isEqualTo(before);
    }
  }

  private static Object specOf(GenericKubernetesResource resource) {
    return Objects.requireNonNull(resource.getAdditionalProperties().get("spec"));
  }

  private static CustomResourceDefinition inOwnGroup(CustomResourceDefinition crd) {
    crd.getMetadata().setName(crd.getSpec().getNames().getPlural() + "." + GROUP);
    crd.getSpec().setGroup(GROUP);
    return crd;
  }

  private static GenericKubernetesResource resource(String name, Object spec) {
    GenericKubernetesResource resource = new GenericKubernetesResource();
    resource.setApiVersion(GROUP + "/" + GunRelayCluster.VERSION);
    resource.setKind(GunRelayCluster.KIND);
    resource.setMetadata(new ObjectMetaBuilder().withName(name).withNamespace("default").build());
    resource.setAdditionalProperty("spec", spec);
    return resource;
  }

  /** The API server needs a moment until it serves a kind that it has just been told of. */
  private GenericKubernetesResource createdOnceItCanBe(GenericKubernetesResource resource) {
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        return client.resource(resource).create();
      } catch (KubernetesClientException e) {
        if (isKnownKind(e) || System.nanoTime() > endNs) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }

  /** The client looks for the kind first, and finds none. */
  private static boolean isKnownKind(KubernetesClientException e) {
    return e.getCode() > 0 && e.getCode() != 404;
  }

  /** Until a field that the release did not have is known. */
  private void awaitToday() {
    GenericKubernetesResource today =
        resource(
            "today",
            Map.of(
                "version",
                "0.1.0",
                "durability",
                "Disk",
                "regions",
                List.of(Map.of("name", "west"))));
    long endNs = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (true) {
      try {
        client
            .resource(today)
            .dryRun()
            .fieldValidation(FieldValidateable.Validation.STRICT)
            .create();
        return;
      } catch (KubernetesClientException e) {
        if (System.nanoTime() > endNs) {
          throw e;
        }
        Thread.onSpinWait();
      }
    }
  }
}
