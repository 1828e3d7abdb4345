package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.decide.Ref;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.observe.View;
import io.javaoperatorsdk.operator.api.reconciler.Context;
import io.javaoperatorsdk.operator.processing.dependent.kubernetes.SSABasedGenericKubernetesResourceMatcher;
import java.util.Optional;

/** Reads from informers, writes by the client, and tells the informers what it wrote. */
public final class InformedObjects implements KubeObjects {

  private final View view;
  private final KubernetesClient client;
  private final Context<GunRelayCluster> context;
  private final String namespace;

  /**
   * @param view of the cluster
   * @param client of the same
   * @param namespace the fleet's there
   */
  public InformedObjects(
      View view, KubernetesClient client, Context<GunRelayCluster> context, String namespace) {
    this.view = view;
    this.client = client;
    this.context = context;
    this.namespace = namespace;
  }

  @Override
  public Optional<HasMetadata> cached(Ref ref) {
    return view.get(ref.kind(), ref.name());
  }

  @Override
  public Optional<HasMetadata> fetch(Ref ref) {
    return Optional.ofNullable(
        client.resources(ref.kind()).inNamespace(namespace).withName(ref.name()).get());
  }

  @Override
  public boolean matches(HasMetadata actual, HasMetadata wanted) {
    return SSABasedGenericKubernetesResourceMatcher.<HasMetadata>getInstance()
        .matches(actual, wanted, context);
  }

  @Override
  public HasMetadata apply(HasMetadata wanted, Optional<HasMetadata> actual) {
    var now = patch(wanted, Names.FIELD_MANAGER);
    view.wrote(now, actual.orElse(null));
    return now;
  }

  @Override
  public void overwrite(HasMetadata wanted) {
    client
        .resources(wanted.getClass())
        .inNamespace(namespace)
        .withName(wanted.getMetadata().getName())
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager(Names.FIELD_MANAGER)
                .build(),
            client.getKubernetesSerialization().asJson(wanted));
  }

  @Override
  public void holdReplicas(HasMetadata workload, int replicas) {
    patch(
        switch (workload) {
          case Deployment deployment ->
              new DeploymentBuilder()
                  .withNewMetadata()
                  .withName(deployment.getMetadata().getName())
                  .withNamespace(namespace)
                  .endMetadata()
                  .withNewSpec()
                  .withReplicas(replicas)
                  .endSpec()
                  .build();
          case StatefulSet statefulSet ->
              new StatefulSetBuilder()
                  .withNewMetadata()
                  .withName(statefulSet.getMetadata().getName())
                  .withNamespace(namespace)
                  .endMetadata()
                  .withNewSpec()
                  .withReplicas(replicas)
                  .endSpec()
                  .build();
          default ->
              throw new IllegalArgumentException(workload.getKind() + " has no replicas to hold");
        },
        Names.REPLICAS_HOLDER);
  }

  private HasMetadata patch(HasMetadata object, String fieldManager) {
    return client
        .resource(object)
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.SERVER_SIDE_APPLY)
                .withFieldManager(fieldManager)
                .withForce(true)
                .build());
  }

  @Override
  public boolean delete(HasMetadata actual) {
    var deleted =
        client.resource(actual).withPropagationPolicy(DeletionPropagation.BACKGROUND).delete();
    return !deleted.isEmpty();
  }
}
