package io.gunrelay.operator;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** A Kubernetes API to run the operator against. */
interface Api {

  /** A client that may do everything. */
  KubernetesClient client();

  /** How the operator connects. */
  Config ofTheOperator();

  /** What the operator wrote so far. */
  List<AuditLog.Request> writes();
}
