package io.gunrelay.operator.report;

import io.fabric8.kubernetes.api.model.EventBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.fleet.Names;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes events beside a resource. They are a courtesy: one that cannot be written is lost. */
public final class EventLog {

  private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);

  /** What the API server takes. */
  private static final int LONGEST_MESSAGE = 1_024;

  private static final int LONGEST_NAME = 253;

  private final KubernetesClient client;
  private final InstantSource clock;
  private final EventBudget budget;

  public EventLog(KubernetesClient client, InstantSource clock) {
    this.client = client;
    this.clock = clock;
    this.budget = new EventBudget(clock);
  }

  /** How much an event matters. */
  public enum Severity {
    Normal,
    Warning
  }

  public void write(GunRelayCluster about, Severity severity, Reason reason, String message) {
    LOG.info(
        "{}/{}: {}: {}",
        about.getMetadata().getNamespace(),
        about.getMetadata().getName(),
        reason,
        message);
    if (!budget.take(about.getMetadata().getUid())) {
      return;
    }
    var now = clock.instant();
    var seconds = now.truncatedTo(ChronoUnit.SECONDS).toString();
    var meta = about.getMetadata();
    var event =
        new EventBuilder()
            .withNewMetadata()
            .withName(
                name(
                    meta.getName(), Long.toHexString(ChronoUnit.NANOS.between(Instant.EPOCH, now))))
            .withNamespace(meta.getNamespace())
            .endMetadata()
            .withNewInvolvedObject()
            .withApiVersion(HasMetadata.getApiVersion(GunRelayCluster.class))
            .withKind(GunRelayCluster.KIND)
            .withNamespace(meta.getNamespace())
            .withName(meta.getName())
            .withUid(meta.getUid())
            .endInvolvedObject()
            .withType(severity.name())
            .withReason(reason.name())
            .withMessage(cut(message, LONGEST_MESSAGE))
            .withCount(1)
            .withFirstTimestamp(seconds)
            .withLastTimestamp(seconds)
            .withNewSource()
            .withComponent(Names.FIELD_MANAGER)
            .endSource()
            .build();
    try {
      client.resource(event).create();
    } catch (KubernetesClientException e) {
      LOG.debug("Event {} was not written", event.getMetadata().getName(), e);
    }
  }

  /** Forgets a resource that is gone. */
  public void forget(GunRelayCluster cluster) {
    budget.forget(cluster.getMetadata().getUid());
  }

  private static String name(String cluster, String suffix) {
    return cut(cluster, LONGEST_NAME - suffix.length() - 1) + "." + suffix;
  }

  private static String cut(String text, int length) {
    return text.length() <= length ? text : text.substring(0, length);
  }
}
