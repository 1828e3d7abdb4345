package io.gunrelay.e2e.scale.measure;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.e2e.scale.cluster.FleetId;
import io.gunrelay.e2e.scale.cluster.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PageTest {

  @Test
  void saysOfEachAimWhetherItIsMet() {
    var page = new Page(figures(Duration.ofMillis(900), List.of())).markdown();

    assertThat(page)
        .contains("| Memory, steady | 351 MB | ≤ 350 | no |")
        .contains("| … writes, the Lease's aside | 0 | 0 | yes |")
        .contains("| … of one processor | 4.50 % | ≤ 5 | yes |")
        .contains("| … 99th percentile | 0.90 s | ≤ 1 | yes |");
  }

  @Test
  void countsAWriteInTheSteadyTimeAndLeavesTheLeaseAside() {
    var page =
        new Page(
                figures(
                    Duration.ofSeconds(2),
                    List.of(request("patch", "services"), request("update", "leases"))))
            .markdown();

    assertThat(page)
        .contains("| … writes, the Lease's aside | 1 | 0 | no |")
        .contains("| … 99th percentile | 2 s | ≤ 1 | no |")
        .contains("| about the Lease | 0 | 0.0 | 1 |");
  }

  @Test
  void anObjectIsOfTheFleetWhoseNameItsOwnBeginsWith() {
    var fleet = new FleetId("team", "fleet-1");

    assertThat(request("patch", "services").isOf(fleet)).isTrue();
    assertThat(request("patch", "services").isOf(new FleetId("other", "fleet-1"))).isFalse();
    assertThat(request("patch", "services").isOf(new FleetId("team", "fleet"))).isTrue();
    assertThat(request("patch", "services").isOf(new FleetId("team", "fleet-1-we"))).isFalse();
  }

  private static Request request(String verb, String resource) {
    return new Request(Instant.EPOCH, verb, resource, "team", "fleet-1-west");
  }

  /** A hundred reactions, of which two are as slow as given. */
  private static Figures figures(Duration slow, List<Request> steadily) {
    var nothing = Requests.count(List.of());
    var reactions =
        IntStream.range(0, 100).mapToObj(i -> i < 98 ? Duration.ofMillis(100) : slow).toList();
    return new Figures(
        1000,
        2200,
        new Figures.First(
            Duration.ofSeconds(200), Duration.ofSeconds(300), Duration.ofSeconds(90), nothing),
        new Figures.Steady(
            Duration.ofSeconds(600), Duration.ofSeconds(27), Requests.count(steadily), 60_000, 351),
        new Figures.Changes(reactions, nothing),
        new Figures.Restart(Duration.ofSeconds(20), nothing),
        400);
  }
}
