package io.gunrelay.operator.checks;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.gunrelay.api.v1alpha1.AnalysisQuerySpec;
import io.gunrelay.api.v1alpha1.AnalysisWebhookSpec;
import io.gunrelay.api.v1alpha1.RolloutStatus;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Owner;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What is to be asked of a rollout under way. */
public final class Questions {

  private final Owner owner;
  private final RolloutStatus rollout;

  private Questions(Owner owner, RolloutStatus rollout) {
    this.owner = owner;
    this.rollout = rollout;
  }

  /** Reads them from the fleet's spec. */
  public static List<Question> of(Fleet fleet, RolloutStatus rollout) {
    var questions = new Questions(fleet.owner(), rollout);
    var analysis = fleet.strategy().analysis();
    var all = new ArrayList<Question>();
    Objects.requireNonNullElse(analysis.queries(), List.<AnalysisQuerySpec>of())
        .forEach(query -> all.add(questions.query(query)));
    Objects.requireNonNullElse(analysis.webhooks(), List.<AnalysisWebhookSpec>of())
        .forEach(webhook -> all.add(questions.webhook(webhook)));
    return all;
  }

  /**
   * None of what is put in can end a text in PromQL: ids and names of Kubernetes have no quotes.
   */
  private Question query(AnalysisQuerySpec query) {
    return new Question.Query(
        query.name(),
        query
            .expr()
            .replace("$revision", rollout.revision())
            .replace("$former", rollout.fromRevision())
            .replace("$namespace", owner.namespace())
            .replace("$name", owner.name()),
        query.atMost(),
        query.atLeast());
  }

  private Question webhook(AnalysisWebhookSpec webhook) {
    return new Question.Webhook(
        webhook.name(),
        URI.create(webhook.url()),
        Duration.ofSeconds(webhook.timeoutSeconds()),
        JsonNodeFactory.instance
            .objectNode()
            .put("namespace", owner.namespace())
            .put("name", owner.name())
            .put("version", rollout.version())
            .put("revision", rollout.revision())
            .put("formerRevision", rollout.fromRevision())
            .put("step", rollout.step())
            .put("steps", rollout.steps())
            .put("since", rollout.since())
            .toString());
  }
}
