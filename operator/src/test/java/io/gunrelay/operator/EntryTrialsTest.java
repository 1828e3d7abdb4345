package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.operator.trace.TraceCollector;
import io.gunrelay.operator.trace.Traces;
import io.opentelemetry.proto.trace.v1.Span;
import java.io.IOException;
import java.net.BindException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** Entries of two regions, as the operator and a relay of each region try them. */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EntryTrialsTest {

  private static final String FLEET = "tried";

  private final TraceCollector collector;
  private final Traces traces;
  private final Fixture fixture;

  EntryTrialsTest(ApiServer.Running server) throws IOException {
    this.collector = new TraceCollector();
    this.traces = collector.sender();
    this.fixture = Fixture.start(server, traces);
  }

  @AfterAll
  void stop() {
    fixture.close();
    traces.close();
    collector.close();
  }

  @Test
  void clientsOfARegionWhoseEntryIsDeadAreLedAwayAndThatTheyGetThroughIsSeen() throws IOException {
    try (var west = entry();
        var east = entry();
        var westRelay = new RelayDouble("tried-west-1", "west");
        var eastRelay = new RelayDouble("tried-east-1", "east")) {
      fixture.settled(
          FLEET,
          Specs.withReplicas(
              Specs.withRegions(Specs.quickstart(), region("west"), region("east")), 1));
      runs("west", westRelay);
      runs("east", eastRelay);
      address("west", west);
      address("east", east);
      fixture.until("both are tried", () -> west.writes() > 0 && east.writes() > 0);
      fixture.status(FLEET, "both are healthy", s -> is(s, "east", FailoverPhase.Healthy));
      fixture.status(FLEET, "both are healthy", s -> is(s, "west", FailoverPhase.Healthy));

      west.dies();
      var switching =
          fixture.status(FLEET, "west is left", s -> is(s, "west", FailoverPhase.Switching));
      assertThat(find(switching, "west").orElseThrow().servedBy()).isEqualTo("east");
      assertThat(find(switching, "west").orElseThrow().message())
          .isEqualTo("is served by east; no observer got through yet");
      assertThat(made(switching).message())
          .isEqualTo(
              "west has an entry that no observer could use: west.example at %s:80 does not open a"
                      .formatted(west.address())
                  + " WebSocket: the connection is closed");

      west.heals();
      var verified =
          fixture.status(
              FLEET,
              "who gets through",
              s ->
                  is(s, "west", FailoverPhase.FailedOver)
                      || is(s, "west", FailoverPhase.Recovering));
      assertThat(made(verified).stopwatch().verified()).isNotNull();
      fixture.until("its trace", () -> !collector.spans().isEmpty());
      isTraceOf(made(verified), collector.spans());
      assertThat(fixture.events())
          .anyMatch(event ->
              "RegionSuspected".equals(event.getReason())
                  && event.getMessage().contains("west.example at " + west.address()));
    }
  }

  private static void isTraceOf(SwitchStatus made, List<Span> spans) {
    assertThat(spans)
        .extracting(Span::getName)
        .containsExactlyInAnyOrder("failover", "suspected", "confirmed", "switched", "verified");
    assertThat(spans)
        .filteredOn(span -> span.getName().equals("failover"))
        .singleElement()
        .satisfies(span -> {
          assertThat(Instant.ofEpochSecond(0, span.getStartTimeUnixNano()))
              .isEqualTo(made.stopwatch().missed());
          assertThat(Instant.ofEpochSecond(0, span.getEndTimeUnixNano()))
              .isEqualTo(made.stopwatch().verified());
        });
  }

  private static EntryDouble entry() throws IOException {
    try {
      return new EntryDouble();
    } catch (BindException e) {
      if ("1".equals(System.getenv("GUNRELAY_REQUIRE_ALL"))) {
        throw e;
      }
      return abort("port 80 cannot be listened on");
    }
  }

  private static RegionSpec region(String name) {
    return new RegionSpec(name, null, null, null, name + ".example", null, null);
  }

  private void runs(String region, RelayDouble relay) {
    var pod = "tried-%s-1".formatted(region);
    fixture.pods().create(FLEET, pod, region);
    fixture.rolledOut("tried-%s-blue".formatted(region), 1);
    fixture.pods().ready(pod, relay.address());
  }

  private void address(String region, EntryDouble entry) {
    fixture
        .client()
        .network()
        .v1()
        .ingresses()
        .inNamespace(fixture.namespace())
        .withName(FLEET + "-" + region)
        .editStatus(found ->
            new IngressBuilder(found)
                .withNewStatus()
                .withNewLoadBalancer()
                .addNewIngress()
                .withIp(entry.address())
                .endIngress()
                .endLoadBalancer()
                .endStatus()
                .build());
  }

  private static SwitchStatus made(GunRelayClusterStatus status) {
    return Objects.requireNonNull(Objects.requireNonNull(status.failover()).switches()).getFirst();
  }

  private static boolean is(GunRelayClusterStatus status, String region, FailoverPhase phase) {
    return find(status, region).filter(one -> one.phase() == phase).isPresent();
  }

  private static Optional<FailoverRegionStatus> find(GunRelayClusterStatus status, String region) {
    var failover = status.failover();
    var regions = failover == null ? null : failover.regions();
    return (regions == null ? List.<FailoverRegionStatus>of() : regions)
        .stream().filter(one -> one.name().equals(region)).findFirst();
  }
}
