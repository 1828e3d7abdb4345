package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.stream.Stream;
import org.jboss.logmanager.Level;
import org.jboss.logmanager.Logger;
import org.jboss.logmanager.formatters.PatternFormatter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * What stands in Secrets, theirs and ours, stands nowhere else: not in the log at its most
 * talkative, not in events, not in status, not in other objects.
 */
@ExtendWith(ApiServer.class)
class SecretsUnseenTest {

  private static final String CANARY = "canary0Wc8fJ2mQ7";

  private final ApiServer.Running server;

  SecretsUnseenTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void areInNoLogEventStatusOrObject() throws IOException {
    try (var log = new Captured();
        var fixture = Fixture.start(server);
        var elsewhere = new Elsewhere(server.client())) {
      var good = elsewhere.kubeConfig(fixture, "east");
      var text = good.getStringData().getOrDefault("kubeconfig", "");
      create(fixture, good);
      // Each in a way that a reader of it might complain about with its words.
      create(fixture, Elsewhere.secret("broken", "{a: [" + CANARY));
      create(fixture, Elsewhere.secret("words", CANARY));
      create(
          fixture,
          Elsewhere.secret("token", text.replaceAll("token: .*}", "token: 'x " + CANARY + "'}}]")));
      create(
          fixture,
          Elsewhere.secret(
              "server", text.replaceAll("https://[^\"]*", "https://" + CANARY + "@[")));
      create(
          fixture,
          Elsewhere.secret(
              "authority",
              text.replaceAll("authority-data: [^}]*", "authority-data: " + base64(CANARY))));

      for (var secret : List.of("east", "broken", "words", "token", "server", "authority")) {
        fixture.create(
            "of-" + secret,
            Specs.withRegions(
                Specs.quickstart(),
                Specs.region("west"),
                Specs.regionReachedAt("other", secret, elsewhere.namespace(), "192.0.2.1:8766")));
      }
      fixture.eventually(
          "its relays there", () -> elsewhere.find(Deployment.class, "of-east-other-blue"));
      for (var secret : List.of("broken", "words", "token", "server", "authority")) {
        fixture.status(
            "of-" + secret,
            "the kubeconfig is of no use",
            now ->
                FleetContract.hasCondition(
                    now.conditions(), "Degraded", "True", "ClusterUnreachable"));
      }
      // Damaged: what is made anew is complained about, too.
      fixture.edit(
          Secret.class,
          "of-east-replication-tls",
          s -> s.setData(Map.of("tls.key", base64(CANARY), "tls.crt", base64(CANARY))));
      fixture.eventually(
          Secret.class, "of-east-replication-tls", s -> !s.getData().containsValue(base64(CANARY)));

      var secrets = secrets(fixture);
      assertThat(secrets).hasSizeGreaterThan(20);
      var seen = new ArrayList<>(log.lines);
      assertThat(seen).as("the log is captured").anyMatch(line -> line.contains("of-east"));
      seen.addAll(texts(fixture));
      assertThat(secrets)
          .allSatisfy(secret ->
              assertThat(seen).as("with %s", secret).noneMatch(line -> line.contains(secret)));
    }
  }

  private static void create(Fixture fixture, Secret secret) {
    fixture.client().resource(secret).inNamespace(fixture.namespace()).create();
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Parts of what stands in Secrets that nothing but a Secret has: lines of keys, tokens. */
  private static List<String> secrets(Fixture fixture) {
    var parts = new ArrayList<String>(List.of(CANARY, base64(CANARY)));
    for (var secret :
        fixture.client().secrets().inNamespace(fixture.namespace()).list().getItems()) {
      secret
          .getData()
          .forEach((key, value) -> {
            if (key.endsWith(".key") || key.equals("admin-tokens") || key.equals("kubeconfig")) {
              parts.add(value.substring(0, Math.min(60, value.length())));
              new String(Base64.getDecoder().decode(value), StandardCharsets.UTF_8)
                  .lines()
                  .filter(line ->
                      key.equals("kubeconfig")
                          ? line.contains("token: e")
                          : line.matches("[A-Za-z0-9+/=_-]{40,}"))
                  .map(line ->
                      line.contains("token: ")
                          ? line.replaceAll(".*token: (ey[^}]*)}.*", "$1")
                          : line)
                  .forEach(parts::add);
            }
          });
    }
    return parts;
  }

  private static List<String> texts(Fixture fixture) {
    var json = fixture.client().getKubernetesSerialization();
    return Stream.<Class<? extends HasMetadata>>of(
            GunRelayCluster.class, Event.class, ConfigMap.class, Deployment.class)
        .flatMap(kind ->
            fixture
                .client()
                .resources(kind)
                .inNamespace(fixture.namespace())
                .list()
                .getItems()
                .stream())
        .map(object -> json.asJson(object))
        .toList();
  }

  /** Every line of the operator's log, of its own packages at every level. */
  private static final class Captured extends Handler implements AutoCloseable {

    private final Queue<String> lines = new ConcurrentLinkedQueue<>();
    private final PatternFormatter format = new PatternFormatter("%p %c %m %e");
    private final Logger root = Logger.getLogger("");
    private final Logger own = Logger.getLogger("io.gunrelay");
    private final Logger framework = Logger.getLogger("io.javaoperatorsdk");

    Captured() {
      setLevel(Level.ALL);
      root.addHandler(this);
      own.setLevel(Level.ALL);
      framework.setLevel(Level.DEBUG);
    }

    @Override
    public void publish(LogRecord record) {
      lines.add(format.format(record));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      root.removeHandler(this);
      own.setLevel(null);
      framework.setLevel(null);
    }
  }
}
