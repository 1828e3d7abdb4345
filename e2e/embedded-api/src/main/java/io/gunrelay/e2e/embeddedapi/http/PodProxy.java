package io.gunrelay.e2e.embeddedapi.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.gunrelay.e2e.embeddedapi.objects.Objects;
import io.gunrelay.e2e.embeddedapi.requests.ApiException;
import io.gunrelay.e2e.embeddedapi.requests.Target;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** {@code pods/NAME:PORT/proxy/PATH}: a GET that is passed on to the pod. */
final class PodProxy implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofSeconds(10);

  private final Objects objects;
  private final HttpClient client = HttpClient.newBuilder().connectTimeout(LONGEST).build();

  PodProxy(Objects objects) {
    this.objects = objects;
  }

  HttpResponse<byte[]> get(Target target, String rawQuery) throws InterruptedException {
    int colon = target.name().indexOf(':');
    String name = colon < 0 ? target.name() : target.name().substring(0, colon);
    String port = colon < 0 ? "80" : target.name().substring(colon + 1);
    Target named = target.named(name);
    ObjectNode pod = objects.get(named.key()).orElseThrow(() -> ApiException.notFound(named));
    String address = pod.at("/status/podIP").asText("");
    if (address.isEmpty()) {
      throw unreachable(name, "it has no address yet");
    }
    URI uri =
        URI.create(
            "http://"
                + address
                + ":"
                + port
                + "/"
                + target.rest()
                + (rawQuery.isEmpty() ? "" : "?" + rawQuery));
    try {
      return client.send(
          HttpRequest.newBuilder(uri).timeout(LONGEST).build(),
          HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw unreachable(name, String.valueOf(e.getMessage()));
    }
  }

  private static ApiException unreachable(String name, String why) {
    return new ApiException(
        503, "ServiceUnavailable", "error trying to reach pod " + name + ": " + why);
  }

  @Override
  public void close() {
    client.close();
  }
}
