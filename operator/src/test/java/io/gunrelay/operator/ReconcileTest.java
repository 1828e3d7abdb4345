package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServer.class)
class ReconcileTest {

  private final Fixture fixture;

  ReconcileTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void aSmallResourceIsAllThatAFleetNeeds() {
    fixture.create("demo", Specs.quickstart());

    var deployment = fixture.eventually(Deployment.class, "demo-west");
    assertThat(deployment.getSpec().getReplicas()).isEqualTo(2);
    fixture.eventually(Service.class, "demo-west");
    fixture.eventually(Service.class, "demo-west-peers");
    fixture.eventually(ConfigMap.class, "demo-west");
    fixture.eventually(ServiceAccount.class, "demo");
    fixture.eventually(Ingress.class, "demo");
    fixture.eventually(PodDisruptionBudget.class, "demo-west");
    fixture.eventually(
        "a status of this generation",
        () ->
            fixture
                .find(GunRelayCluster.class, "demo")
                .map(GunRelayCluster::getStatus)
                .filter(status -> Objects.equals(status.observedGeneration(), 1L)));
  }
}
