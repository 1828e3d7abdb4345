package io.gunrelay.e2e.local.demo;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.e2e.gunjs.ClientOptions;

/** Where the demo is told: a Kubernetes API with the operator at work, and a way in for clients. */
public interface Stage extends AutoCloseable {

  /** Prepares everything up to an operator that runs; says so as it goes. */
  void open(Narrator narrator) throws Exception;

  KubernetesClient kubernetes();

  /** Where the fleet is made. */
  String namespace();

  /** How a client enters by this host. */
  ClientOptions entering(String host);

  /** Ends a relay as a crash does; says how. */
  String crash(Pod pod) throws Exception;

  /** The ends of the logs, for when something went wrong. */
  String logs();

  /** Ends and removes all that was made. May be called twice, and by another thread. */
  @Override
  void close();
}
