package io.gunrelay.operator.clusters;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.operator.fleet.Site;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Where the kubeconfig is that leads to a cluster. */
record KubeConfigSecret(KubernetesClient home, String namespace, Site.Other site) {

  /** Reads the kubeconfig. */
  String text() throws UnavailableException {
    var data = data();
    try {
      return new String(Base64.getDecoder().decode(data), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new UnavailableException(what() + " holds no Base64");
    }
  }

  private String data() throws UnavailableException {
    try {
      var secret = home.secrets().inNamespace(namespace).withName(site.secret()).get();
      if (secret == null) {
        throw new UnavailableException(
            "Secret " + site.secret() + " is missing: make it, with a kubeconfig in " + site.key());
      }
      var data = secret.getData() == null ? null : secret.getData().get(site.key());
      if (data == null || data.isEmpty()) {
        throw new UnavailableException(
            "Secret "
                + site.secret()
                + " has nothing in "
                + site.key()
                + ": put a kubeconfig there");
      }
      return data;
    } catch (KubernetesClientException e) {
      throw new UnavailableException(
          "Secret " + site.secret() + " could not be read: the API server gave " + e.getCode());
    }
  }

  /** As a message begins that is about it. */
  String what() {
    return "the kubeconfig of Secret " + site.secret();
  }
}
