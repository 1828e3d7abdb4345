package io.gunrelay.kubectl.rollout;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.kubectl.text.Paint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RolloutTextTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:10:00Z");

  @Test
  void aRolloutUnderWaySaysWhatItWaitsForAndWhoHasWhichClients() {
    var lines =
        text(
            """
            rollout:
              {revision: 4e5f6071, version: 1.5.0, fromRevision: 0a1b2c3d, phase: Judging, step: 2, steps: 3,
               startedAt: "2026-01-01T00:08:00Z", since: "2026-01-01T00:09:48Z", message: "is held",
               verdict: {result: Pass, message: as before, figures: ["lag: 0 s"]},
               regions: [{name: west, targetPercent: 50, clients: 49, formerClients: 51}, {name: east, targetPercent: 0}]}
            """);

    assertThat(lines)
        .containsExactly(
            "demo: version 1.5.0, revision 4e5f6071, from revision 0a1b2c3d, for 2m",
            "  Judging, step 2 of 3, for 12s: it is held",
            "  Pass: as before",
            "    lag: 0 s",
            "  REGION  TO BE  NEW  FORMER  SHARE",
            "  west    50 %   49   51      ##########---------- 49.0 %",
            "  east    0 %    ?    ?");
  }

  @Test
  void inCalmTimesItSaysWhatRunsAndHowTheLastOneEnded() {
    var lines =
        text(
            """
            colours:
            - {colour: green, role: Serving, revision: 4e5f6071, version: 1.5.0}
            - {colour: blue, role: Previous, revision: 0a1b2c3d, version: 1.4.0, until: "2026-01-01T00:20:00Z"}
            rollouts:
            - {revision: 4e5f6071, version: 1.5.0, startedAt: "2026-01-01T00:00:00Z", endedAt: "2026-01-01T00:09:00Z", outcome: Completed}
            """);

    assertThat(lines)
        .containsExactly(
            "demo: green, serving, runs version 1.5.0, revision 4e5f6071",
            "demo: blue, previous, runs version 1.4.0, revision 0a1b2c3d, kept until 2026-01-01T00:20:00Z",
            "the last rollout, of version 1.5.0, ended 1m ago: Completed");
  }

  @Test
  void aRolloutThatIsPutOffSaysWhatItWaitsFor() {
    assertThat(
            text(
                """
                conditions:
                - {type: Progressing, status: "True", reason: RollingOut, message: it waits, lastTransitionTime: "2026-01-01T00:00:00Z"}
                """))
        .first()
        .isEqualTo("demo: it waits");
  }

  @Test
  void whatWasTakenBackIsSaidFirst() {
    assertThat(
            text(
                """
                failedRevision: {revision: 4e5f6071, version: 1.5.0, message: it is slow, at: "2026-01-01T00:00:00Z"}
                """))
        .first()
        .isEqualTo("demo: revision 4e5f6071, version 1.5.0, was taken back 10m ago: it is slow");
  }

  @Test
  void aFleetThatNothingIsKnownOfSaysSo() {
    assertThat(RolloutText.of(fleet(""), Paint.PLAIN, NOW))
        .containsExactly("demo: the operator has said nothing of its revisions yet");
    assertThat(RolloutText.history(fleet(""), NOW)).containsExactly("no rollout has ended yet");
  }

  private static List<String> text(String status) {
    return RolloutText.of(fleet("status:\n" + status.indent(2)), Paint.PLAIN, NOW);
  }

  private static GunRelayCluster fleet(String status) {
    return new KubernetesSerialization()
        .unmarshal(
            """
            apiVersion: gunrelay.io/v1alpha1
            kind: GunRelayCluster
            metadata: {name: demo}
            """
                + status,
            GunRelayCluster.class);
  }
}
