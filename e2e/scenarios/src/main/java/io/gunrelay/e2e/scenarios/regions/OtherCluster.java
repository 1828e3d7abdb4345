package io.gunrelay.e2e.scenarios.regions;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Fleet;
import io.gunrelay.e2e.scenarios.stage.SecondCluster;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A fleet with a region in another cluster, which is known by a kubeconfig alone: relays of both
 * replicate through load balancers, the other cluster's API server goes away and comes back, and
 * what was made there goes with the fleet.
 */
public final class OtherCluster {
  private static final String NAME = "two-clusters";
  private static final String HOST = "two-clusters.example.test";
  private static final Duration SOON = Duration.ofSeconds(30);
  private static final Duration TO_NOTICE = Duration.ofSeconds(20);
  private static final Duration TO_BE_READY = Duration.ofMinutes(2);

  private OtherCluster() {}

  public static void tell(Stage stage) throws IOException {
    SecondCluster other = SecondCluster.prepare(stage);
    stage
        .kubernetes()
        .resource(other.kubeConfig("east-cluster"))
        .inNamespace(stage.namespace())
        .create();
    String example = stage.settings().root().resolve("examples/two-clusters/fleet.yaml").toString();
    stage.kubectl("apply", "-f", example);
    SecondCluster.balance(stage.kubernetes(), stage.namespace(), NAME + "-west-replication");
    SecondCluster.balance(other.kubernetes(), stage.namespace(), NAME + "-east-replication");
    Fleet fleet = new Fleet(stage, NAME);
    Await.until(
        "a relay in each cluster to be ready",
        TO_BE_READY,
        () -> fleet.isReady() && ready(fleet) == 2 && other.relays() == 1,
        fleet::line);
    stage.saw("a relay in each cluster is ready");

    Writer near = new Writer(stage.client(HOST), "near");
    Writer far = new Writer(stage.client(HOST, other.node()), "far");
    near.write(50);
    far.write(50);
    near.awaitAllReadBy(stage.client(HOST, other.node()), SOON);
    far.awaitAllReadBy(stage.client(HOST), SOON);
    stage.saw("clients of each cluster see what those of the other wrote, each kept by both");

    other.fault("stop", "kube-apiserver");
    stage.atEnd(() -> other.fault("start"));
    Await.until(
        "the outage to be told",
        TO_NOTICE,
        () -> fleet.line().contains("the cluster of region east cannot be worked with"),
        fleet::line);
    stage.kubectl("scale", "gunrelaycluster/" + NAME, "--replicas=2");
    Await.until(
        "the region here to grow all the same", TO_BE_READY, () -> fleet.pods().size() == 2);
    near.write(20);
    near.awaitAllReadBy(stage.client(HOST, other.node()), SOON);
    stage.saw("the other API server is away: the region here grows, clients sync in both");

    other.fault("start");
    Await.until(
        "the other cluster to be caught up with",
        TO_BE_READY,
        () -> fleet.isReady() && ready(fleet) == 4 && other.relays() == 2,
        fleet::line);
    stage.saw("it is back, and has been caught up with");

    stage.kubectl("delete", "gunrelaycluster/" + NAME, "--timeout=60s");
    if (other.find(Deployment.class, NAME + "-east-blue").isPresent()
        || other.find(Service.class, NAME + "-peers").isPresent()) {
      throw new AssertionError("the fleet is gone, and what was made for it elsewhere is not");
    }
    Await.until("the last relay there to be gone", TO_BE_READY, () -> other.relays() == 0);
    stage.saw("the fleet is deleted, and nothing is left in either cluster");
  }

  private static int ready(Fleet fleet) {
    return fleet.status().flatMap(status -> Optional.ofNullable(status.readyReplicas())).orElse(0);
  }
}
