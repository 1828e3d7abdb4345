package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.gunrelay.operator.relays.Address;
import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The API server that a client is of. */
public record ClientApi(KubernetesClient client) implements Address.ApiServer {

  @Override
  public CompletableFuture<byte[]> get(String path, Map<String, String> headers) {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString()).resolve(path))
            .header("Accept", "application/json");
    headers.forEach(request::header);
    return send(http, request.build(), path);
  }

  @Override
  public CompletableFuture<byte[]> post(String path, Map<String, String> headers, byte[] json) {
    var http = client.getHttpClient();
    var request =
        http.newHttpRequestBuilder()
            .uri(URI.create(client.getMasterUrl().toString()).resolve(path))
            .header("Accept", "application/json")
            .post("application/json", json);
    headers.forEach(request::header);
    return send(http, request.build(), path);
  }

  private static CompletableFuture<byte[]> send(HttpClient http, HttpRequest request, String path) {
    return http.sendAsync(request, byte[].class)
        .thenCompose(response ->
            response.isSuccessful()
                ? CompletableFuture.completedFuture(response.body())
                : CompletableFuture.failedFuture(
                    new IOException(path + " answered with status " + response.code())));
  }
}
