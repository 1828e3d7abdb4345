package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** Others who write the same objects, on a real API server. */
@ExtendWith(ApiServer.class)
class ForeignWritersTest {

  private final ApiServer.Running server;

  ForeignWritersTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void whoInsistsIsNamedAndIsNotAnsweredEachTime() {
    try (var fixture = Fixture.start(server)) {
      fixture.settled("fought", Specs.quickstart());
      fixture.moreRounds("fought", 2);
      long before = servicesWritten(fixture);

      insist(fixture);
      fixture.eventually(
          Service.class,
          "fought-west",
          s ->
              s.getSpec().getSelector().containsKey("gunrelay.io/cluster")
                  && !s.getSpec().getSelector().containsValue("nothing"));
      for (int i = 0; i < 20 && !isContested(fixture); i++) {
        insist(fixture);
        fixture.until("an answer", () -> isContested(fixture) || isPutBack(fixture));
      }

      var status =
          fixture.status(
              "fought",
              "a condition that names who insists",
              s -> FleetContract.hasCondition(s.conditions(), "Degraded", "True", "Contested"));
      assertThat(status.message()).contains("Service fought-west").contains("insistent-tool");
      assertThat(servicesWritten(fixture) - before).isBetween(2L, 8L);
      assertThat(fixture.events())
          .anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("Repaired");
            assertThat(event.getMessage()).contains("Service fought-west");
          })
          .anySatisfy(event -> {
            assertThat(event.getReason()).isEqualTo("Contested");
            assertThat(event.getMessage()).contains("insistent-tool");
          });
    }
  }

  @Test
  void whatIsNotOursIsLeftAlone() {
    try (var fixture = Fixture.start(server)) {
      fixture.settled("shared", Specs.quickstart());
      // As a webhook does that puts a container beside each relay, and notes it.
      fixture
          .client()
          .resources(Deployment.class)
          .inNamespace(fixture.namespace())
          .withName("shared-west-blue")
          .patch(
              new PatchContext.Builder()
                  .withPatchType(PatchType.STRATEGIC_MERGE)
                  .withFieldManager("injector")
                  .build(),
              "{\"metadata\":{\"annotations\":{\"injector/done\":\"yes\"}},\"spec\":{\"template\":"
                  + "{\"metadata\":{\"annotations\":{\"injector/done\":\"yes\"}},\"spec\":"
                  + "{\"containers\":[{\"name\":\"sidecar\",\"image\":\"proxy:1\"}]}}}}");
      fixture.moreRounds("shared", 2);
      var before = fixture.writes().size();
      fixture.moreRounds("shared", 3);

      var deployment = fixture.eventually(Deployment.class, "shared-west-blue");
      assertThat(deployment.getMetadata().getAnnotations()).containsEntry("injector/done", "yes");
      var template = deployment.getSpec().getTemplate();
      assertThat(template.getMetadata().getAnnotations()).containsEntry("injector/done", "yes");
      assertThat(template.getSpec().getContainers())
          .extracting(container -> container.getName())
          .contains("relay", "sidecar");
      assertThat(fixture.writes()).hasSize(before);

      // Nor is it lost when ours changes.
      fixture.edit("shared", spec -> Specs.withVersion(spec, "1.5.0"));
      fixture.settled("shared");
      assertThat(
              fixture
                  .eventually(Deployment.class, "shared-west-blue")
                  .getSpec()
                  .getTemplate()
                  .getSpec()
                  .getContainers())
          .extracting(container -> container.getImage())
          .contains("proxy:1", "example.com/gunrelay/relay:1.5.0");
    }
  }

  private static boolean isContested(Fixture fixture) {
    return fixture
        .find(GunRelayCluster.class, "fought")
        .map(GunRelayCluster::getStatus)
        .filter(s -> FleetContract.hasCondition(s.conditions(), "Degraded", "True", "Contested"))
        .isPresent();
  }

  private static boolean isPutBack(Fixture fixture) {
    return !fixture
        .eventually(Service.class, "fought-west")
        .getSpec()
        .getSelector()
        .containsValue("nothing");
  }

  private static void insist(Fixture fixture) {
    fixture
        .client()
        .resources(Service.class)
        .inNamespace(fixture.namespace())
        .withName("fought-west")
        .patch(
            new PatchContext.Builder()
                .withPatchType(PatchType.JSON_MERGE)
                .withFieldManager("insistent-tool")
                .build(),
            "{\"spec\":{\"selector\":{\"app.kubernetes.io/name\":\"nothing\"}}}");
  }

  private static long servicesWritten(Fixture fixture) {
    return fixture.writes().stream()
        .filter(request -> request.resource().equals("services"))
        .count();
  }
}
