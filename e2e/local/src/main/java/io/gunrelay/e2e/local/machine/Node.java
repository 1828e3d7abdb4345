package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.net.http.HttpClient;

/**
 * What every pod of this machine shares.
 *
 * @param http for probes
 */
record Node(
    KubernetesClient kubernetes, Images images, Volumes volumes, HostsFile hosts, HttpClient http) {
  /** Its name in {@code spec.nodeName}. */
  static final String NAME = "local";
}
