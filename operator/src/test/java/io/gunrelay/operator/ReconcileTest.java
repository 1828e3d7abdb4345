package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * On a real API server, with the rights that the operator has in production. Here are also the
 * tests that need its validation, or that it leaves what an object owned.
 */
@ExtendWith(ApiServer.class)
class ReconcileTest extends FleetContract {

  ReconcileTest(ApiServer.Running server) {
    super(server);
  }

  @Test
  void aPortThatSomebodyGivesAnotherNumberIsPutBack() {
    fixture().settled("port", Specs.quickstart());

    edit(Service.class, "port-west", s -> s.getSpec().getPorts().getFirst().setPort(1));

    fixture()
        .eventually(
            Service.class,
            "port-west",
            s ->
                s.getSpec().getPorts().size() == 1
                    && s.getSpec().getPorts().getFirst().getPort() == 8765);
  }

  @Test
  void aFleetMadeAgainTakesUpWhatWasLeftBehind() {
    fixture().settled("again", Specs.withStorage(Specs.quickstart(), volume("20Gi")));
    fixture().client().resource(fixture().eventually(GunRelayCluster.class, "again")).delete();
    fixture().eventuallyGone(GunRelayCluster.class, "again");
    // What `kubectl delete --cascade=orphan` leaves.
    orphan(StatefulSet.class, "again-west");
    orphan(ConfigMap.class, "again-west");
    orphan(Secret.class, "again-replication-ca");
    orphan(Secret.class, "again-replication-tls");
    orphan(Service.class, "again-west");
    orphan(Service.class, "again-west-peers");
    orphan(PodDisruptionBudget.class, "again-west");
    orphan(Ingress.class, "again");
    orphan(ServiceAccount.class, "again");
    orphan(NetworkPolicy.class, "again");

    fixture().settled("again", Specs.inRegion(Specs.quickstart(), "east"));

    fixture().eventually(Deployment.class, "again-east-blue");
    fixture().eventuallyGone(StatefulSet.class, "again-west");
    fixture().eventuallyGone(ConfigMap.class, "again-west");
    fixture().eventuallyGone(Service.class, "again-west-peers");
    fixture()
        .eventually(Ingress.class, "again", i -> i.getMetadata().getOwnerReferences().size() == 1);
  }

  @Test
  void aFleetWaitsForWhatADeletedOneOfItsNameHasLeft() {
    var owner =
        new OwnerReferenceBuilder()
            .withApiVersion("gunrelay.io/v1alpha1")
            .withKind("GunRelayCluster")
            .withName("former")
            .withUid("8b5f9f0e-0000-4000-8000-000000000000")
            .withController(true)
            .build();
    var left =
        fixture()
            .client()
            .resource(
                new ServiceBuilder()
                    .withNewMetadata()
                    .withName("former-west")
                    .withNamespace(fixture().namespace())
                    .withOwnerReferences(owner)
                    .endMetadata()
                    .withNewSpec()
                    .addNewPort()
                    .withPort(80)
                    .endPort()
                    .endSpec()
                    .build())
            .create();

    fixture().create("former", Specs.quickstart());

    fixture()
        .status(
            "former",
            "a condition that names what is left",
            s -> hasCondition(s.conditions(), "Degraded", "True", "FormerNotGone"));
    fixture().client().resource(left).delete();
    fixture()
        .status(
            "former",
            "the condition gone",
            s -> hasCondition(s.conditions(), "Degraded", "False", "AsWanted"));
  }

  private <T extends HasMetadata> void orphan(Class<T> kind, String name) {
    edit(kind, name, object -> object.getMetadata().setOwnerReferences(List.of()));
  }
}
