package io.gunrelay.operator.checks;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is asked of new relays. */
public sealed interface Question {

  /** What it is called in verdicts. */
  String text();

  /**
   * A query of Prometheus.
   *
   * @param expr in PromQL, without placeholders
   * @param atMost null when there is no such bound
   * @param atLeast null when there is no such bound
   */
  record Query(String name, String expr, @Nullable Double atMost, @Nullable Double atLeast)
      implements Question {
    @Override
    public String text() {
      return "query " + name;
    }
  }

  /**
   * Somebody else who judges.
   *
   * @param json what is told of the rollout
   */
  record Webhook(String name, URI url, Duration timeout, String json) implements Question {
    @Override
    public String text() {
      return "webhook " + name;
    }
  }
}
