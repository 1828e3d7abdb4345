package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
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
    try (var relay = new RelayDouble("life-1")) {
      fixture.create("life", Specs.withReplicas(Specs.quickstart(), 1));
      fixture.status("life", "nothing runs yet", s -> s.phase() == Phase.Pending);

      fixture.pods().create("life", "life-1");
      fixture.rolledOut("life-west-blue", 1);
      fixture.pods().ready("life-1", relay.address());

      var ready = fixture.status("life", "it is ready", s -> s.phase() == Phase.Ready);
      assertThat(ready.ready()).isEqualTo("1/1");
      assertThat(ready.message()).isEqualTo("1 of 1 relay is ready");

      fixture.status("life", "a first report", s -> Objects.equals(s.clients(), 0L));
      relay.has(57);
      fixture.status("life", "its clients", s -> Objects.equals(s.clients(), 57L));
      relay.has(0);
      fixture.status("life", "the last client gone", s -> Objects.equals(s.clients(), 0L));

      assertThat(reasonsOfEvents("life")).contains("Created", "AllReady");
    }
  }

  @Test
  void aRelayWithTooManyClientsIsOrderedOnceToHandSomeOver() throws IOException {
    try (var former = new RelayDouble("even-1");
        var added = new RelayDouble("even-2")) {
      for (var relay : List.of(former, added)) {
        relay.handsNothingOver();
      }
      former.knows(added);
      fixture.create("even", Specs.withReplicas(Specs.quickstart(), 2));
      fixture.status("even", "nothing runs yet", s -> s.phase() == Phase.Pending);
      for (var pod : List.of("even-1", "even-2")) {
        fixture.pods().create("even", pod);
      }
      fixture.rolledOut("even-west-blue", 2);
      fixture.pods().ready("even-1", former.address());
      fixture.pods().ready("even-2", added.address());
      fixture.status("even", "it is ready", s -> s.phase() == Phase.Ready);
      assertThat(former.orders()).isEmpty();

      former.has(400);
      fixture.status(
          "even",
          "why clients come and go",
          s ->
              s.phase() == Phase.Ready
                  && String.valueOf(s.message())
                      .equals(
                          "2 of 2 relays are ready; clients are being spread over the relays of west"));
      fixture.eventually(
          "an order",
          () -> former.orders().isEmpty() ? Optional.empty() : Optional.of(former.orders()));
      fixture.eventually(
          "an event",
          () ->
              reasonsOfEvents("even").contains("Rebalancing") ? Optional.of(1) : Optional.empty());

      fixture.moreRounds("even", 3);
      var token = fixture.eventually(Secret.class, "even-replication-tls").getData();
      assertThat(former.orders())
          .containsExactly(
              "POST with %s: {\"share\":0.8}"
                  .formatted(
                      new String(
                              Base64.getDecoder().decode(token.get("admin-tokens")),
                              StandardCharsets.UTF_8)
                          .strip()));
      assertThat(added.orders()).isEmpty();

      former.has(0);
      fixture.status(
          "even",
          "it is even",
          s ->
              Objects.equals(s.clients(), 0L)
                  && String.valueOf(s.message()).equals("2 of 2 relays are ready"));
      fixture.moreRounds("even", 2);
      var before = List.copyOf(fixture.writes());
      fixture.moreRounds("even", 3);
      assertThat(fixture.writes()).isEqualTo(before);
    }
  }

  @Test
  void aRelayWhoseImageCannotBePulledIsNamedAndForgottenOnceItRuns() {
    fixture.settled("pull", Specs.withReplicas(Specs.quickstart(), 1));
    fixture.pods().create("pull", "pull-1");
    fixture.rolledOut("pull-west-blue", 1);

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
}
