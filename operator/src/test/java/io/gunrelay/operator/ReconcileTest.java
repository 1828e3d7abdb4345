package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
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
    orphan(Service.class, "again-west");
    orphan(Service.class, "again-west-peers");
    orphan(PodDisruptionBudget.class, "again-west");
    orphan(Ingress.class, "again");
    orphan(ServiceAccount.class, "again");

    fixture().settled("again", Specs.inRegion(Specs.quickstart(), "east"));

    fixture().eventually(Deployment.class, "again-east");
    fixture().eventuallyGone(StatefulSet.class, "again-west");
    fixture().eventuallyGone(ConfigMap.class, "again-west");
    fixture().eventuallyGone(Service.class, "again-west-peers");
    fixture()
        .eventually(Ingress.class, "again", i -> i.getMetadata().getOwnerReferences().size() == 1);
  }

  private <T extends HasMetadata> void orphan(Class<T> kind, String name) {
    edit(kind, name, object -> object.getMetadata().setOwnerReferences(List.of()));
  }
}
