package io.gunrelay.operator.decide;

import static io.gunrelay.operator.decide.Judged.NOW;
import static io.gunrelay.operator.decide.Judged.assertFinding;
import static io.gunrelay.operator.decide.Judged.judge;
import static io.gunrelay.operator.decide.Judged.report;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.Phase;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.relay.api.ConfigReport;
import io.gunrelay.relay.api.FileDigest;
import io.gunrelay.relay.api.Load;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Configuration that relays are to take while they run. */
class DeliveryTest {

  @Test
  void configurationIsOnItsWayToThoseWhoHaveAnotherOneInForce() {
    var verdict =
        judge(
            Fleets.fixed(2),
            configured()
                .withReport(
                    new RegionReport(
                        having("a", new ConfigReport(DIGEST, List.of(), null)),
                        List.of(peer(having("b", new ConfigReport("other", List.of(), null)))),
                        null)));

    assertThat(verdict.phase()).isEqualTo(Phase.Progressing);
    assertThat(verdict.message())
        .isEqualTo("2 of 2 relays are ready; configuration is on its way to 1 of 2");
    assertFinding(verdict, Verdict.Type.Ready, true, Reason.AllReady);
    assertFinding(verdict, Verdict.Type.Progressing, true, Reason.Configuring);
  }

  @Test
  void ofRelaysThatDoNotSayWhatTheyHaveInForceNothingIsAwaited() {
    var verdict =
        judge(
            Fleets.fixed(2),
            configured().withReport(new RegionReport(having("a", null), List.of(), null)));

    assertThat(verdict.phase()).isEqualTo(Phase.Ready);
  }

  @Test
  void aRelayThatWasStartedWithAFormerFileIsNamedOnceNothingRollsOut() {
    var report =
        new RegionReport(
            having("a", new ConfigReport(DIGEST, List.of("durability"), null)), List.of(), null);

    assertThat(judge(Fleets.fixed(2), configured().withReport(report)).message())
        .contains("pod a was started with other values of durability: delete it");
    assertThat(
            judge(
                    Fleets.fixed(2),
                    new World()
                        .withDeployment(2, 3, 1)
                        .withReadyPod("a")
                        .withReadyPod("b")
                        .withReport(report))
                .message())
        .contains("relays are being replaced");
  }

  private static final String DIGEST =
      FileDigest.of("maxConnections: 7".getBytes(StandardCharsets.UTF_8));

  private static World configured() {
    return new World()
        .withObject(
            """
            apiVersion: v1
            kind: ConfigMap
            metadata: {name: demo-west-blue, labels: {gunrelay.io/region: west, gunrelay.io/colour: blue}}
            data: {relay.yaml: "maxConnections: 7"}
            """)
        .withDeployment(2, 2, 2)
        .withReadyPod("a")
        .withReadyPod("b");
  }

  private static RelayReport having(String name, @Nullable ConfigReport config) {
    return new RelayReport(
        name, "1.4.0", "west", "00", NOW, true, "serving", new Load(0, 0, 0, 0), config, null);
  }

  private static PeerReport peer(RelayReport relay) {
    return new PeerReport("10.0.0.1:8766", true, NOW, relay, null);
  }
}
