package io.gunrelay.kubectl.cluster;

import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.util.Optional;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/** Says in one line what the API server, or the way to it, has against a request. */
public final class Refusals {

  private Refusals() {}

  /** What stands in the way, and what to do about it. */
  public static String explain(KubernetesClientException e) {
    return switch (e.getCode()) {
      case 0 -> unreachable(e);
      case 401 -> "the API server does not know you: log in anew, or choose another --context";
      case 403 -> "you may not: " + reason(e);
      default -> reason(e);
    };
  }

  /** Whether rights are missing. */
  public static boolean isForbidden(KubernetesClientException e) {
    return e.getCode() == 403 || e.getCode() == 401;
  }

  /** The API server's own words. */
  public static String reason(KubernetesClientException e) {
    return Optional.ofNullable(e.getStatus())
        .map(status -> status.getMessage())
        .or(() -> Optional.ofNullable(e.getMessage()))
        .map(text -> text.replaceAll("\\s*\\R\\s*", " ").strip())
        .orElse("the API server gave no reason");
  }

  private static String unreachable(KubernetesClientException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      switch (cause) {
        case HttpTimeoutException timeout -> {
          return late();
        }
        case TimeoutException timeout -> {
          return late();
        }
        case UnknownHostException unknown -> {
          return noAnswer("its name is not known");
        }
        case ConnectException refused -> {
          return noAnswer("it refuses connections");
        }
        case SSLException bad -> {
          return "the API server's certificate is not taken, or it does not take yours: "
              + bad.getMessage();
        }
        default -> {}
      }
    }
    return noAnswer(reason(e));
  }

  private static String late() {
    return noAnswer("it is silent; --request-timeout=30s waits longer");
  }

  private static String noAnswer(String why) {
    return "the API server cannot be reached (%s): check the cluster, or choose another --context"
        .formatted(why);
  }
}
