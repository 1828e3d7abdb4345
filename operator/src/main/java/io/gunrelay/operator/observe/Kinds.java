package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.gunrelay.operator.fleet.Names;
import java.util.List;
import java.util.stream.Stream;

/** What the operator makes and reads. */
public final class Kinds {

  /** The kinds that every cluster has, of those that the operator makes in whichever. */
  public static final List<Class<? extends HasMetadata>> ANYWHERE =
      List.of(
          ServiceAccount.class,
          Secret.class,
          ConfigMap.class,
          Service.class,
          EndpointSlice.class,
          Deployment.class,
          StatefulSet.class,
          PodDisruptionBudget.class,
          HorizontalPodAutoscaler.class,
          Ingress.class,
          NetworkPolicy.class,
          Pod.class);

  /** Those, and what it makes in a resource's own cluster alone. */
  public static final List<Class<? extends HasMetadata>> AT_HOME =
      Stream.concat(ANYWHERE.stream(), Stream.of(Lease.class)).toList();

  /** Selects what the operator has made. */
  public static final String SELECTOR = Names.MANAGED_BY_LABEL + "=" + Names.MANAGED_BY;

  private Kinds() {}
}
