package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.RegionImpairment;
import io.gunrelay.api.v1alpha1.RemarkStatus;
import io.gunrelay.operator.AuditLog.Request;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is the matter with a region and moves nobody. */
@ExtendWith(ApiServer.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RemarkTest {

  private final Fixture fixture;

  RemarkTest(ApiServer.Running server) {
    this.fixture = Fixture.start(server);
  }

  @AfterAll
  void stop() {
    fixture.close();
  }

  @Test
  void aRelayThatNoNodeTakesIsRemarkedOnceAndWithAnEvent() throws IOException {
    try (var relay = new RelayDouble("tight-1")) {
      fixture.create(
          "tight",
          Specs.withRegions(Specs.quickstart(), Specs.region("west"), Specs.region("east")));
      fixture.status("tight", "a first status", s -> s.phase() != null);
      fixture.pods().create("tight", "tight-1");
      fixture.pods().create("tight", "tight-2");
      fixture.pods().ready("tight-1", relay.address());
      fixture.status("tight", "west is up", s -> failovers(s).findAny().isPresent());

      fixture.pods().unschedulable("tight-2");

      var remarked = fixture.status("tight", "a remark", s -> remarks(s).findAny().isPresent());
      assertThat(remarks(remarked))
          .extracting(RemarkStatus::name)
          .containsExactly(RegionImpairment.NoCapacity);
      fixture.until(
          "an event",
          () ->
              fixture.events().stream()
                  .anyMatch(event -> event.getReason().equals("RegionImpaired")));

      fixture.moreRounds("tight", 2);
      var before = statusWrites();
      fixture.moreRounds("tight", 5);
      assertThat(statusWrites()).isEqualTo(before);
    }
  }

  private List<Request> statusWrites() {
    return fixture.writes().stream().filter(write -> write.name().equals("tight")).toList();
  }

  private static Stream<RemarkStatus> remarks(GunRelayClusterStatus status) {
    return failovers(status).flatMap(region -> listed(region.remarks()));
  }

  private static Stream<FailoverRegionStatus> failovers(GunRelayClusterStatus status) {
    var failover = status.failover();
    return failover == null ? Stream.empty() : listed(failover.regions());
  }

  private static <T> Stream<T> listed(@Nullable List<T> given) {
    return given == null ? Stream.empty() : given.stream();
  }
}
