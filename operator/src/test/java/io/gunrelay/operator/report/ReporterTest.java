package io.gunrelay.operator.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterStatus;
import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.decide.Balance;
import io.gunrelay.operator.decide.Reason;
import io.gunrelay.operator.decide.RegionState;
import io.gunrelay.operator.decide.Verdict;
import io.gunrelay.operator.decide.Verdict.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReporterTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private final KubernetesClient client =
      new KubernetesClientBuilder().withConfig(Config.empty()).build();
  private final Reporter reporter = new Reporter(() -> NOW, new EventLog(client, () -> NOW));
  private final List<GunRelayClusterStatus> written = new ArrayList<>();

  @AfterAll
  void close() {
    client.close();
  }

  @Test
  void aRegionThatHasNotReportedYetHasTheClientsThatItHad() {
    var cluster = cluster(ready(40L, 60L));

    report(cluster, ready(null, 60L));
    report(cluster, ready(40L, null));
    report(cluster, ready(null, null));
    assertThat(written).isEmpty();

    report(cluster, ready(null, 90L));
    assertThat(written)
        .singleElement()
        .satisfies(status -> {
          assertThat(status.clients()).isEqualTo(130);
          assertThat(status.regions())
              .extracting(region -> region.clients())
              .containsExactly(40L, 90L);
        });
  }

  private void report(GunRelayCluster cluster, Verdict verdict) {
    assertThat(reporter.report(cluster, verdict, written::add)).isEmpty();
  }

  private static GunRelayCluster cluster(Verdict reported) {
    var cluster = new GunRelayCluster();
    cluster.setMetadata(
        new ObjectMetaBuilder()
            .withName("demo")
            .withNamespace("team")
            .withUid("1")
            .withGeneration(1L)
            .build());
    cluster.setStatus(Statuses.of(cluster, reported, RegionState::clients, NOW));
    return cluster;
  }

  private static Verdict ready(@Nullable Long west, @Nullable Long east) {
    return new Verdict(
        Phase.Ready,
        "2 of 2 relays are ready",
        List.of(new Finding(Verdict.Type.Ready, true, Reason.AllReady, "")),
        List.of(region("west", west), region("east", east)),
        List.of(),
        Optional.empty(),
        Optional.empty());
  }

  private static RegionState region(String name, @Nullable Long clients) {
    return new RegionState(
        name, 1, 1, 1, 0, clients, RegionState.Step.DONE, List.of(), new Balance.Even());
  }
}
