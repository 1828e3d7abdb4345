package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Objects of others that have the names a fleet wants. */
@ExtendWith(ApiServer.class)
class AdoptionTest {

  private final ApiServer.Running server;

  AdoptionTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void noneIsTakenOverWhateverItsKind() throws IOException {
    try (var fixture = Fixture.start(server)) {
      var others = others(fixture);
      fixture.create(
          "adopt",
          Specs.withAutoscaling(Specs.quickstart(), new AutoscalingSpec(2, 5, 70, null, null)));

      var status =
          fixture.status(
              "adopt",
              "a condition that a name is taken",
              now -> FleetContract.hasCondition(now.conditions(), "Degraded", "True", "NameTaken"));
      // Status is written last: whatever that round would have taken over, it has.
      assertThat(status.message()).contains("ServiceAccount adopt");

      for (var other : others) {
        assertThat(fixture.client().resource(other).require().getMetadata().getResourceVersion())
            .as("%s %s is as its owner left it", other.getKind(), other.getMetadata().getName())
            .isEqualTo(other.getMetadata().getResourceVersion());
      }
    }
  }

  @ParameterizedTest
  @CsvSource({"ServiceAccount,", "Secret,-replication-tls", "ConfigMap,-west-blue"})
  void noPodIsMadeOfAnothersIdentityOrFiles(String kind, @Nullable String suffix) {
    var name = "borrow" + (suffix == null ? "" : suffix);
    try (var fixture = Fixture.start(server)) {
      var other = new GenericKubernetesResource();
      other.setApiVersion("v1");
      other.setKind(kind);
      other.setMetadata(
          new ObjectMetaBuilder().withName(name).withNamespace(fixture.namespace()).build());
      fixture.client().resource(other).create();

      fixture.create("borrow", Specs.quickstart());

      var status =
          fixture.status(
              "borrow",
              "a condition that a name is taken",
              now -> FleetContract.hasCondition(now.conditions(), "Degraded", "True", "NameTaken"));
      assertThat(status.message()).contains(kind + " " + name);
      assertThat(fixture.find(Deployment.class, "borrow-west-blue")).isEmpty();

      fixture.client().resource(other).delete();
      fixture.eventually(Deployment.class, "borrow-west-blue");
    }
  }

  private static List<HasMetadata> others(Fixture fixture) throws IOException {
    try (var yaml = AdoptionTest.class.getResourceAsStream("others.yaml")) {
      List<HasMetadata> others = fixture.client().getKubernetesSerialization().unmarshal(yaml);
      return others.stream()
          .map(other -> fixture.client().resource(other).inNamespace(fixture.namespace()).create())
          .toList();
    }
  }
}
