package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.forbidden;
import static io.gunrelay.operator.fleet.Given.listed;
import static io.gunrelay.operator.fleet.Given.refused;

import io.gunrelay.api.v1alpha1.AnalysisSpec;
import java.net.URI;

/** Checks whom a resource has asked of its new relays. */
final class AnalysisReader {

  private final Owner owner;
  private final Allowed allowed;

  /**
   * @param allowed what resources may ask for
   */
  AnalysisReader(Owner owner, Allowed allowed) {
    this.owner = owner;
    this.allowed = allowed;
  }

  void check(AnalysisSpec analysis) {
    for (var query : listed(analysis.queries())) {
      if (!allowed.queries()) {
        throw forbidden(
            "spec.rollout.analysis.queries", query.name(), "GUNRELAY_PROMETHEUS_URL a Prometheus");
      }
    }
    for (var webhook : listed(analysis.webhooks())) {
      var host = host(webhook.url());
      if (!allowed.webhooks().match(host, owner.namespace())) {
        throw forbidden("spec.rollout.analysis.webhooks", host, "GUNRELAY_ALLOWED_WEBHOOKS");
      }
    }
  }

  /** With its port, if there is one. */
  private static String host(String url) {
    try {
      var parsed = URI.create(url);
      if (parsed.getHost() != null && parsed.getUserInfo() == null) {
        return parsed.getAuthority();
      }
    } catch (IllegalArgumentException e) {
      // As any other that names no host.
    }
    throw refused(
        "spec.rollout.analysis.webhooks",
        "have the url '%s': give one such as https://checks.example.com/relays".formatted(url));
  }
}
