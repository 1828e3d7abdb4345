package io.gunrelay.operator.apply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.fabric8.kubernetes.api.model.Affinity;
import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.LocalObjectReference;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Toleration;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.gunrelay.api.v1alpha1.RelaySpread;
import io.gunrelay.api.v1alpha1.WhenUnsatisfiable;
import io.gunrelay.operator.fleet.Annotation;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Fleets;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.PodOverrides;
import io.gunrelay.operator.fleet.Region;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a resource adds to its pods comes to what every fleet's have, and takes nothing of it. */
class SchedulingTest {

  private static final Affinity AFFINITY =
      new AffinityBuilder()
          .withNewNodeAffinity()
          .withNewRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewNodeSelectorTerm()
          .addNewMatchExpression()
          .withKey("disk")
          .withOperator("Exists")
          .endMatchExpression()
          .endNodeSelectorTerm()
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .addNewPreferredDuringSchedulingIgnoredDuringExecution()
          .withWeight(1)
          .withNewPreference()
          .endPreference()
          .endPreferredDuringSchedulingIgnoredDuringExecution()
          .endNodeAffinity()
          .withNewPodAntiAffinity()
          .addNewRequiredDuringSchedulingIgnoredDuringExecution()
          .withTopologyKey("kubernetes.io/hostname")
          .endRequiredDuringSchedulingIgnoredDuringExecution()
          .endPodAntiAffinity()
          .build();

  private static final PodOverrides ALL =
      new PodOverrides(
          List.of("registry"),
          Map.of("team", "shop", "gunrelay.io/cluster", "not-this-one"),
          Map.of("example.com/owner", "me", Annotation.CONFIG_HASH.key(), "not this one"),
          Map.of("pool", "relays", "disk", "slow"),
          AFFINITY,
          List.of(new Toleration("NoSchedule", "dedicated", "Exists", null, null)),
          List.of(
              new RelaySpread("kubernetes.io/hostname", 2, WhenUnsatisfiable.DoNotSchedule, 3),
              new RelaySpread("rack", null, null, null)),
          "relays",
          "gvisor",
          "other");

  private final PodTemplateSpec pod = pod(new Placement.Preferred());

  @Test
  void whatItAsksForIsThere() {
    var spec = pod.getSpec();
    assertThat(spec.getImagePullSecrets()).containsExactly(new LocalObjectReference("registry"));
    assertThat(spec.getTolerations()).isEqualTo(ALL.tolerations());
    assertThat(spec.getPriorityClassName()).isEqualTo("relays");
    assertThat(spec.getRuntimeClassName()).isEqualTo("gvisor");
    assertThat(spec.getSchedulerName()).isEqualTo("other");
    assertThat(pod.getMetadata().getLabels()).containsEntry("team", "shop");
    assertThat(pod.getMetadata().getAnnotations()).containsEntry("example.com/owner", "me");
  }

  @Test
  void whatTheOperatorGoesByStays() {
    assertThat(pod.getMetadata().getLabels()).containsEntry("gunrelay.io/cluster", "demo");
    assertThat(pod.getMetadata().getAnnotations().get(Annotation.CONFIG_HASH.key()))
        .isNotEqualTo("not this one");
    assertThat(pod.getSpec().getContainers()).hasSize(1);
    assertThat(pod.getSpec().getServiceAccountName()).isEqualTo("demo");
  }

  @Test
  void theSelectorsKnowNothingOfIt() {
    var workload = RelayDeployment.of(fleet(new Placement.Preferred()), west(), 2);

    assertThat(workload.getSpec().getSelector().getMatchLabels()).doesNotContainKey("team");
    assertThat(workload.getMetadata().getLabels()).doesNotContainKey("team");
  }

  @Test
  void thePreferenceForTheRegionComesToItsAffinity() {
    var affinity = pod.getSpec().getAffinity();

    assertThat(affinity.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution())
        .isEqualTo(AFFINITY.getNodeAffinity().getRequiredDuringSchedulingIgnoredDuringExecution());
    assertThat(affinity.getNodeAffinity().getPreferredDuringSchedulingIgnoredDuringExecution())
        .extracting(term -> term.getWeight())
        .containsExactly(100, 1);
    assertThat(affinity.getPodAntiAffinity()).isEqualTo(AFFINITY.getPodAntiAffinity());
    assertThat(pod(new Placement.Selected(Map.of())).getSpec().getAffinity()).isEqualTo(AFFINITY);
  }

  @Test
  void aRegionsNodesWinOverTheFleets() {
    assertThat(pod(new Placement.Selected(Map.of("disk", "fast"))).getSpec().getNodeSelector())
        .isEqualTo(Map.of("pool", "relays", "disk", "fast"));
    assertThat(pod.getSpec().getNodeSelector()).isEqualTo(ALL.nodeSelector());
  }

  @Test
  void itsSpreadTakesThePlaceOfTheOperatorsOverTheSameLabel() {
    assertThat(pod.getSpec().getTopologySpreadConstraints())
        .extracting(
            TopologySpreadConstraint::getTopologyKey,
            TopologySpreadConstraint::getMaxSkew,
            TopologySpreadConstraint::getWhenUnsatisfiable,
            TopologySpreadConstraint::getMinDomains)
        .containsExactly(
            tuple("topology.kubernetes.io/zone", 1, "ScheduleAnyway", null),
            tuple("kubernetes.io/hostname", 2, "DoNotSchedule", 3),
            tuple("rack", 1, "ScheduleAnyway", null));
    assertThat(pod.getSpec().getTopologySpreadConstraints())
        .allSatisfy(constraint -> {
          assertThat(constraint.getLabelSelector().getMatchLabels())
              .containsEntry("gunrelay.io/region", "west");
          assertThat(constraint.getMatchLabelKeys()).containsExactly("pod-template-hash");
        });
  }

  private static Region west() {
    return new Region("west", new Region.Scale.Fixed(2));
  }

  private static PodTemplateSpec pod(Placement placement) {
    var west = new Region("west", new Region.Scale.Fixed(2), placement, null);
    return RelayDeployment.of(fleet(placement), west, 2).getSpec().getTemplate();
  }

  private static Fleet fleet(Placement placement) {
    var plain = Fleets.of(new Region("west", new Region.Scale.Fixed(2), placement, null));
    return Fleets.with(plain, ALL);
  }
}
