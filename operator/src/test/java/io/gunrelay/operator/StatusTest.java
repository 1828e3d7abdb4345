package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StatusTest {

  private final Fixture fixture;

  StatusTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void theStatusFollowsTheFleetFromNothingToServingClients() throws IOException {
    var clients = new AtomicLong();
    var address = "127." + random() + "." + random() + "." + random();
    var relay = relay(address, "life-1", clients);
    try {
      fixture.create("life", Specs.withReplicas(Specs.quickstart(), 1));
      fixture.status("life", "nothing runs yet", s -> s.phase() == Phase.Pending);

      fixture.pods().create("life", "life-1");
      rolledOut("life-west", 1);
      fixture.pods().ready("life-1", address);

      var ready = fixture.status("life", "it is ready", s -> s.phase() == Phase.Ready);
      assertThat(ready.ready()).isEqualTo("1/1");
      assertThat(ready.message()).isEqualTo("1 of 1 relay is ready");

      fixture.status("life", "a first report", s -> Objects.equals(s.clients(), 0L));
      clients.set(57);
      fixture.status("life", "its clients", s -> Objects.equals(s.clients(), 57L));
      clients.set(0);
      fixture.status("life", "the last client gone", s -> Objects.equals(s.clients(), 0L));

      assertThat(reasonsOfEvents("life")).contains("Created", "AllReady");
    } finally {
      relay.stop(0);
    }
  }

  @Test
  void aRelayWhoseImageCannotBePulledIsNamedAndForgottenOnceItRuns() {
    fixture.settled("pull", Specs.withReplicas(Specs.quickstart(), 1));
    fixture.pods().create("pull", "pull-1");
    rolledOut("pull-west", 1);

    fixture.pods().waiting("pull-1", "ImagePullBackOff", "not found");
    var degraded = fixture.status("pull", "the cause", s -> s.phase() == Phase.Degraded);
    assertThat(degraded.message())
        .contains("pull-1 cannot get its image example.com/gunrelay/relay:1.4.0: not found");
    fixture.eventually(
        "a warning",
        () ->
            reasonsOfEvents("pull").contains("ImageUnavailable")
                ? Optional.of(1)
                : Optional.empty());

    fixture.pods().ready("pull-1", "127.0.0.1");
    fixture.status("pull", "it is ready", s -> s.phase() == Phase.Ready);
  }

  @Test
  void aServiceMonitorIsMadeAsSoonAsTheClusterKnowsTheKind() {
    fixture.settled("monitor", Specs.quickstart());
    fixture.status(
        "monitor",
        "a condition that the kind is missing",
        s -> reason(s, "MonitoringAvailable").equals("ServiceMonitorKindMissing"));

    try (var _ = InstalledKinds.install(fixture.client(), List.of(ServiceMonitor.class))) {
      fixture.eventually(ServiceMonitor.class, "monitor");
      fixture.status(
          "monitor",
          "the condition turned",
          s -> reason(s, "MonitoringAvailable").equals("ServiceMonitorApplied"));
      fixture.moreRounds("monitor", 2);
      var before = fixture.writes().size();
      fixture.moreRounds("monitor", 3);
      assertThat(fixture.writes()).hasSize(before);
    }
  }

  private static String reason(GunRelayClusterStatus status, String type) {
    var conditions = status.conditions();
    return conditions == null
        ? ""
        : conditions.stream()
            .filter(condition -> type.equals(condition.getType()))
            .map(condition -> condition.getReason())
            .findFirst()
            .orElse("");
  }

  private List<String> reasonsOfEvents(String cluster) {
    return fixture
        .client()
        .v1()
        .events()
        .inNamespace(fixture.namespace())
        .list()
        .getItems()
        .stream()
        .filter(event -> cluster.equals(event.getInvolvedObject().getName()))
        .map(Event::getReason)
        .toList();
  }

  private void rolledOut(String deployment, int replicas) {
    fixture
        .client()
        .apps()
        .deployments()
        .inNamespace(fixture.namespace())
        .withName(deployment)
        .editStatus((Deployment found) ->
            new DeploymentBuilder(found)
                .editOrNewStatus()
                .withObservedGeneration(found.getMetadata().getGeneration())
                .withReplicas(replicas)
                .withUpdatedReplicas(replicas)
                .endStatus()
                .build());
  }

  /** The part of a relay that the operator talks to. */
  private static HttpServer relay(String address, String name, AtomicLong clients)
      throws IOException {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getByName(address), 9090), 0);
    server.createContext(
        "/report",
        exchange -> {
          var body =
              """
              {"self": {"name": "%s", "version": "1.4.0", "region": "west", "origin": "00",
                "startedAt": "2026-01-01T00:00:00Z", "ready": true, "message": "takes clients",
                "news": "a newer relay may say more",
                "load": {"clients": %d, "subscriptions": 0, "putsTotal": 0, "storedBytes": 0}},
               "peers": []}
              """
                  .formatted(name, clients.get())
                  .getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          try (var out = exchange.getResponseBody()) {
            out.write(body);
          }
        });
    server.start();
    return server;
  }

  private static int random() {
    return ThreadLocalRandom.current().nextInt(1, 255);
  }
}
