package io.gunrelay.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Owner;
import io.gunrelay.operator.fleet.Region;
import java.time.Instant;

/** Plays the kubelet: no controllers run in the tests' API server. */
record Pods(KubernetesClient client, String namespace) {

  /** A pod of the fleet's region west, as its workload would make it. */
  Pod create(String cluster, String name) {
    return create(cluster, name, "west");
  }

  /** One of another region. */
  Pod create(String cluster, String name, String region) {
    var present = client.pods().inNamespace(namespace).withName(name).get();
    if (present != null) {
      return present;
    }
    var owner = new Owner(namespace, cluster, "");
    return client
        .resource(
            new PodBuilder()
                .withNewMetadata()
                .withName(name)
                .withNamespace(namespace)
                .withLabels(Names.labels(owner, new Region(region, new Region.Scale.Fixed(1))))
                .endMetadata()
                .withNewSpec()
                .addNewContainer()
                .withName(Names.CONTAINER)
                .withImage("example.com/gunrelay/relay:1.4.0")
                .endContainer()
                .endSpec()
                .build())
        .create();
  }

  void annotate(String name, String key, String value) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .edit(pod ->
            new PodBuilder(pod).editMetadata().addToAnnotations(key, value).endMetadata().build());
  }

  void ready(String name, String podIp) {
    report(
        name,
        new PodStatusBuilder()
            .withPhase("Running")
            .withPodIP(podIp)
            .addNewPodIP(podIp)
            .addNewCondition()
            .withType("Ready")
            .withStatus("True")
            .endCondition()
            .addNewContainerStatus()
            .withName(Names.CONTAINER)
            .withImage("example.com/gunrelay/relay:1.4.0")
            .withImageID("")
            .withReady(true)
            .withStarted(true)
            .withRestartCount(0)
            .withNewState()
            .withNewRunning(Instant.now().toString())
            .endState()
            .endContainerStatus()
            .build());
  }

  /** Waiting for the reason given. */
  void waiting(String name, String reason, String message) {
    report(
        name,
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewContainerStatus()
            .withName(Names.CONTAINER)
            .withImage("example.com/gunrelay/relay:1.4.0")
            .withImageID("")
            .withReady(false)
            .withRestartCount(0)
            .withNewState()
            .withNewWaiting(message, reason)
            .endState()
            .endContainerStatus()
            .build());
  }

  /** No node takes it. */
  void unschedulable(String name) {
    report(
        name,
        new PodStatusBuilder()
            .withPhase("Pending")
            .addNewCondition()
            .withType("PodScheduled")
            .withStatus("False")
            .withReason("Unschedulable")
            .withMessage("0/3 nodes are available: 3 Insufficient cpu.")
            .endCondition()
            .build());
  }

  private void report(String name, PodStatus status) {
    client
        .pods()
        .inNamespace(namespace)
        .withName(name)
        .editStatus(pod -> new PodBuilder(pod).withStatus(status).build());
  }
}
