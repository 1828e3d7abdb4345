package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.decide.Delivery;
import io.gunrelay.operator.decide.Plan;
import io.gunrelay.operator.decide.Pods;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.observe.Observation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has kubelets deliver a changed configuration at once. They look at the volumes of a pod when it
 * changes, and otherwise once in a minute or so: therefore an annotation of the pod is set. Where
 * that is not allowed, or goes wrong, the configuration arrives all the same.
 */
public final class Courier {

  private static final Logger LOG = LoggerFactory.getLogger(Courier.class);

  private final Fleet fleet;
  private final Observation seen;
  private final KubeObjects objects;

  private Courier(Fleet fleet, Observation seen, KubeObjects objects) {
    this.fleet = fleet;
    this.seen = seen;
    this.objects = objects;
  }

  /**
   * Hastens what has been on its way since a former round: kubelets know of it by now.
   *
   * @param seen before this round wrote anything
   * @return whether there is something that a later round is to hasten
   */
  public static boolean hasten(Plan plan, Observation seen, KubeObjects objects) {
    var courier = new Courier(plan.fleet(), seen, objects);
    return plan.fleet().regions().stream().map(courier::hasten).reduce(false, Boolean::logicalOr);
  }

  private boolean hasten(Region region) {
    var wanted = RelayConfigMap.of(fleet, region).getData();
    var present = seen.find(ConfigMap.class, Names.region(fleet.owner(), region));
    if (present.filter(object -> wanted.equals(object.getData())).isEmpty()) {
      return present.isPresent();
    }
    var delivery = Delivery.of(fleet.owner(), region, seen);
    delivery
        .digest()
        .ifPresent(digest ->
            seen.pods().stream()
                .filter(pod -> region.name().equals(Names.regionOf(pod)))
                .filter(pod -> !pod.isMarkedForDeletion() && Pods.isReady(pod))
                .filter(delivery::isOnItsWayTo)
                .filter(pod -> !digest.equals(Annotation.CONFIG_DELIVERY.of(pod)))
                .forEach(pod -> hasten(pod, digest)));
    return false;
  }

  private void hasten(Pod pod, String digest) {
    try {
      objects.annotate(pod, Annotation.CONFIG_DELIVERY.key(), digest);
    } catch (KubernetesClientException e) {
      LOG.debug("The kubelet of {} is not hastened", pod.getMetadata().getName(), e);
    }
  }
}
