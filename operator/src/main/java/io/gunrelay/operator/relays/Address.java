package io.gunrelay.operator.relays;

import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.relay.api.AdminPort;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The way to a relay's admin port. Equal ones lead to the same relay by the same way. */
public sealed interface Address {

  /**
   * By the network of the pods.
   *
   * @param hostAndPort such as {@code 10.0.0.7:8767}
   */
  record Direct(String hostAndPort) implements Address {}

  /**
   * Through the API server of a cluster whose pods' network may not be reachable.
   *
   * @param path what the admin port's paths are appended to
   */
  record Proxied(ApiServer api, String path) implements Address {

    /** The path by which an API server leads to the admin port of a pod's relay. */
    public static String pathTo(Pod pod) {
      return "/api/v1/namespaces/%s/pods/%s:%d/proxy"
          .formatted(
              pod.getMetadata().getNamespace(),
              pod.getMetadata().getName(),
              AdminPort.DEFAULT_ADMIN_PORT);
    }
  }

  /** An API server that can be asked. */
  interface ApiServer {

    /**
     * Answers later: with what a GET of the path yields, or with a failure.
     *
     * @param headers beside those that the API server keeps for itself, such as the authorization
     */
    CompletableFuture<byte[]> get(String path, Map<String, String> headers);

    /**
     * Answers later: with what a POST of JSON to the path yields, or with a failure.
     *
     * @param headers beside those that the API server keeps for itself, such as the authorization
     */
    CompletableFuture<byte[]> post(String path, Map<String, String> headers, byte[] json);
  }
}
