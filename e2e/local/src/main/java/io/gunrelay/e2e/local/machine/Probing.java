package io.gunrelay.e2e.local.machine;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HTTPGetAction;
import io.fabric8.kubernetes.api.model.Probe;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

/**
 * One probe of one running container: when it is due, and what the answers so far amount to. Used
 * by one thread.
 */
final class Probing {
  /** What a probe says when it has answered often enough in a row. */
  enum Verdict {
    UNKNOWN,
    SUCCESS,
    FAILURE
  }

  private final HttpClient http;
  private final URI uri;
  private final Probe probe;
  private long dueNs;
  private int successes;
  private int failures;
  private Verdict verdict = Verdict.UNKNOWN;

  private Probing(HttpClient http, URI uri, Probe probe, long nowNs) {
    this.http = http;
    this.uri = uri;
    this.probe = probe;
    this.dueNs = nowNs + Duration.ofSeconds(seconds(probe.getInitialDelaySeconds(), 0)).toNanos();
  }

  /** Empty: the container has no such probe. */
  static Optional<Probing> of(
      HttpClient http, Container container, Probe probe, String address, long nowNs) {
    if (probe == null || probe.getHttpGet() == null) {
      return Optional.empty();
    }
    HTTPGetAction get = probe.getHttpGet();
    URI uri = URI.create("http://" + address + ":" + port(container, get) + get.getPath());
    return Optional.of(new Probing(http, uri, probe, nowNs));
  }

  private static int port(Container container, HTTPGetAction get) {
    if (get.getPort().getIntVal() != null) {
      return get.getPort().getIntVal();
    }
    return container.getPorts().stream()
        .filter(port -> port.getName().equals(get.getPort().getStrVal()))
        .map(ContainerPort::getContainerPort)
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("no port is named " + get.getPort().getStrVal()));
  }

  /** Asks if it is time to, and says what is known since. */
  Verdict check(long nowNs) throws InterruptedException {
    if (nowNs < dueNs) {
      return verdict;
    }
    dueNs = nowNs + Duration.ofSeconds(seconds(probe.getPeriodSeconds(), 10)).toNanos();
    if (answers()) {
      failures = 0;
      successes++;
      if (successes >= seconds(probe.getSuccessThreshold(), 1)) {
        verdict = Verdict.SUCCESS;
      }
    } else {
      successes = 0;
      failures++;
      if (failures >= seconds(probe.getFailureThreshold(), 3)) {
        verdict = Verdict.FAILURE;
      }
    }
    return verdict;
  }

  private boolean answers() throws InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(seconds(probe.getTimeoutSeconds(), 1)))
            .build();
    try {
      int code = http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
      return code >= 200 && code < 400;
    } catch (IOException e) {
      return false;
    }
  }

  private static int seconds(Integer given, int otherwise) {
    return given == null ? otherwise : given;
  }
}
