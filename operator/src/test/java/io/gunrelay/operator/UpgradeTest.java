package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Secret;
import io.gunrelay.api.v1alpha1.ClusterDefinition;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The present operator, where an earlier one has worked. */
@ExtendWith(ApiServer.class)
class UpgradeTest {

  private static final List<String> FLEETS =
      EarlierRelease.fleets().stream().map(fleet -> fleet.getMetadata().getName()).toList();

  private final ApiServer.Running server;

  UpgradeTest(ApiServer.Running server) {
    this.server = server;
  }

  static List<EarlierRelease> earlierReleases() {
    return EarlierRelease.all();
  }

  @ParameterizedTest
  @MethodSource("earlierReleases")
  void theObjectsOfAnEarlierReleaseBecomeThoseOfAFreshInstallation(EarlierRelease earlier) {
    Definitions.replace(server.client(), earlier.definition());
    try (var fixture =
            Fixture.after(
                server,
                namespace -> {
                  earlier.restore(server.client(), namespace);
                  Definitions.replace(server.client(), ClusterDefinition.load());
                });
        var fresh = Fixture.start(server)) {
      var authority = fixture.eventually(Secret.class, "quickstart-replication-ca").getData();
      EarlierRelease.fleets()
          .forEach(fleet -> {
            fleet.getMetadata().setNamespace(fresh.namespace());
            server.client().resource(fleet).create();
          });
      FLEETS.forEach(fresh::settled);

      fixture.until(
          "the objects of a fresh installation",
          () -> Objects.of(fixture).equals(Objects.of(fresh)),
          () -> "There are %s, in place of %s".formatted(Objects.of(fixture), Objects.of(fresh)));
      assertThat(fixture.find(Secret.class, "quickstart-replication-ca"))
          .as("the authority, which the relays of the former version trust")
          .hasValueSatisfying(
              secret -> assertThat(secret.getData()).containsAllEntriesOf(authority));

      FLEETS.forEach(name -> fixture.moreRounds(name, 2));
      var before = fixture.writes();
      FLEETS.forEach(name -> fixture.moreRounds(name, 2));
      assertThat(fixture.writes()).as("writes once it is done").isEqualTo(before);
    }
  }

  @Test
  @EnabledIfSystemProperty(
      named = "gunrelay.record",
      matches = ".+",
      disabledReason = "-Dgunrelay.record=VERSION records what a release makes, for later ones")
  void thisReleaseIsRecorded() throws IOException {
    try (var fixture = Fixture.start(server)) {
      EarlierRelease.fleets()
          .forEach(fleet -> {
            fleet.getMetadata().setNamespace(fixture.namespace());
            server.client().resource(fleet).create();
          });
      FLEETS.forEach(fixture::settled);
      EarlierRelease.record(
          fixture, ClusterDefinition.load(), System.getProperty("gunrelay.record"));
    }
  }
}
