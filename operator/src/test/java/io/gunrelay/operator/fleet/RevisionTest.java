package io.gunrelay.operator.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.AffinityBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import io.fabric8.kubernetes.api.model.Toleration;
import io.gunrelay.api.v1alpha1.RelaySpread;
import io.gunrelay.api.v1alpha1.WhenUnsatisfiable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RevisionTest {

  private static final PodOverrides EVERYTHING =
      new PodOverrides(
          List.of("registry"),
          Map.of("team", "shop", "a", "b"),
          Map.of("note", "many\nlines"),
          Map.of("disk", "fast"),
          new AffinityBuilder()
              .withNewPodAntiAffinity()
              .addNewRequiredDuringSchedulingIgnoredDuringExecution()
              .withTopologyKey("rack")
              .endRequiredDuringSchedulingIgnoredDuringExecution()
              .endPodAntiAffinity()
              .build(),
          List.of(new Toleration("NoExecute", "dedicated", "Exists", 30L, null)),
          List.of(new RelaySpread("rack", 2, WhenUnsatisfiable.DoNotSchedule, 3)),
          "high",
          "gvisor",
          "other");

  static List<Revision> revisions() {
    return List.of(
        Fleets.revision("1.4.0"),
        new Revision(
            "1.4.0",
            "mirror.example.com/relay@sha256:0",
            new Durability("replicated", "acknowledge"),
            new ResourceRequirements(),
            PodOverrides.NONE,
            64),
        new Revision(
            "1.5.0-rc.1",
            "example.com/relay:1",
            Durability.DISK,
            new ResourceRequirements(
                List.of(), Map.of("memory", new Quantity("1Gi")), Map.of("cpu", new Quantity("1"))),
            EVERYTHING,
            124));
  }

  @ParameterizedTest
  @MethodSource("revisions")
  void whatIsRememberedIsTheSame(Revision revision) {
    assertThat(Revision.of(revision.text())).contains(revision);
    assertThat(Revision.of(revision.text())).map(Revision::id).contains(revision.id());
  }

  @Test
  void anyPartOfItMakesAnotherOne() {
    assertThat(revisions().stream().map(Revision::id).distinct()).hasSize(3);
    assertThat(Fleets.revision("1.4.0").id()).isNotEqualTo(Fleets.revision("1.4.1").id());
  }

  @Test
  void itsIdIsTheSameInLaterOperatorsToo() {
    assertThat(Fleets.revision("1.4.0").id()).isEqualTo("ea2080f0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "{}", "null", "[]", "{\"version\":\"1\"}", "7"})
  void whatSomebodyElseHasWrittenIsNone(String text) {
    assertThat(Revision.of(text)).isEmpty();
  }
}
