package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.gunrelay.api.v1alpha1.ImagePullSecret;
import io.gunrelay.api.v1alpha1.RelayPodMetadata;
import io.gunrelay.api.v1alpha1.RelayPodSpec;
import io.gunrelay.api.v1alpha1.RelayPodTemplate;
import io.gunrelay.api.v1alpha1.RelaySpread;
import io.gunrelay.api.v1alpha1.RelayToleration;
import io.gunrelay.api.v1alpha1.TaintEffect;
import io.gunrelay.api.v1alpha1.TolerationOperator;
import io.gunrelay.api.v1alpha1.WhenUnsatisfiable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a resource says of its pods, from the first write to the last. */
@ExtendWith(ApiServer.class)
class PodOverridesTest {

  private static final RelayPodTemplate TEMPLATE =
      new RelayPodTemplate(
          new RelayPodMetadata(Map.of("team", "shop"), Map.of("example.com/owner", "me")),
          new RelayPodSpec(
              Map.of("pool", "relays"),
              new AffinityBuilder()
                  .withNewPodAntiAffinity()
                  .addNewRequiredDuringSchedulingIgnoredDuringExecution()
                  .withTopologyKey("kubernetes.io/hostname")
                  .withNewLabelSelector()
                  .addToMatchLabels("app", "busy")
                  .endLabelSelector()
                  .endRequiredDuringSchedulingIgnoredDuringExecution()
                  .endPodAntiAffinity()
                  .build(),
              List.of(
                  new RelayToleration(
                      "dedicated",
                      TolerationOperator.Equal,
                      "relays",
                      TaintEffect.NoSchedule,
                      null)),
              List.of(
                  new RelaySpread(
                      "kubernetes.io/hostname", null, WhenUnsatisfiable.DoNotSchedule, null)),
              "relays",
              "gvisor",
              "other-scheduler"));

  private final ApiServer.Running server;

  PodOverridesTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void comeAndGoWithoutAWriteTooMany() {
    try (var fixture = Fixture.start(server)) {
      fixture.settled("over", Specs.quickstart());
      var plain = pod(fixture);

      fixture.edit(
          "over", spec -> Specs.withPods(spec, TEMPLATE, List.of(new ImagePullSecret("registry"))));
      fixture.eventually(
          Deployment.class,
          "over-west-blue",
          d -> "relays".equals(d.getSpec().getTemplate().getSpec().getPriorityClassName()));
      fixture.settled("over");
      var given = pod(fixture);
      assertThat(given.getImagePullSecrets()).containsExactly(new LocalObjectReference("registry"));
      assertThat(given.getNodeSelector()).isEqualTo(Map.of("pool", "relays"));
      assertThat(given.getTolerations())
          .containsExactly(new Toleration("NoSchedule", "dedicated", "Equal", null, "relays"));
      assertThat(given.getRuntimeClassName()).isEqualTo("gvisor");
      assertThat(given.getSchedulerName()).isEqualTo("other-scheduler");
      assertThat(given.getTopologySpreadConstraints().getLast().getWhenUnsatisfiable())
          .isEqualTo("DoNotSchedule");
      assertThat(given.getContainers()).isEqualTo(plain.getContainers());
      assertThat(given.getSecurityContext()).isEqualTo(plain.getSecurityContext());
      fixture.moreRounds("over", 2);
      var before = fixture.writes().size();
      fixture.moreRounds("over", 3);
      assertThat(fixture.writes()).as("what the API server makes of it is settled").hasSize(before);

      fixture.edit("over", spec -> Specs.withPods(spec, null, null));
      fixture.eventually(
          Deployment.class,
          "over-west-blue",
          d -> d.getSpec().getTemplate().getSpec().getPriorityClassName() == null);
      fixture.settled("over");
      assertThat(pod(fixture)).isEqualTo(plain);
    }
  }

  private static PodSpec pod(Fixture fixture) {
    return fixture.eventually(Deployment.class, "over-west-blue").getSpec().getTemplate().getSpec();
  }
}
