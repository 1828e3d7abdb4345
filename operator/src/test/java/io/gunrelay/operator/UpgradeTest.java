package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.ClusterDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
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
    try (var fresh = Fixture.start(server)) {
      applyFleets(fresh);

      becomesAs(fresh, earlier);
    }
  }

  /**
   * With {@code -Dgunrelay.record=VERSION} the record is kept, and is an earlier one from then on.
   */
  @Test
  void whatThisReleaseMakesCanBeRecordedAndTakenOver(@TempDir Path elsewhere) throws IOException {
    var version = System.getProperty("gunrelay.record");
    try (var fresh = Fixture.start(server)) {
      applyFleets(fresh);

      becomesAs(
          fresh,
          EarlierRelease.record(
              fresh,
              ClusterDefinition.load(),
              version == null ? elsewhere : EarlierRelease.folder(version)));
    }
  }

  private void applyFleets(Fixture fixture) {
    EarlierRelease.fleets()
        .forEach(fleet -> {
          fleet.getMetadata().setNamespace(fixture.namespace());
          server.client().resource(fleet).create();
        });
    FLEETS.forEach(fixture::settled);
  }

  private void becomesAs(Fixture fresh, EarlierRelease earlier) {
    Definitions.replace(server.client(), earlier.definition());
    try (var fixture =
        Fixture.after(
            server,
            namespace -> {
              earlier.restore(server.client(), namespace);
              Definitions.replace(server.client(), ClusterDefinition.load());
            })) {
      fixture.until(
          "the objects of a fresh installation",
          () -> Objects.of(fixture).equals(Objects.of(fresh)),
          () -> "There are %s, in place of %s".formatted(Objects.of(fixture), Objects.of(fresh)));

      FLEETS.forEach(name -> fixture.moreRounds(name, 2));
      var before = List.copyOf(fixture.writes());
      FLEETS.forEach(name -> fixture.moreRounds(name, 2));
      assertThat(fixture.writes()).as("writes once it is done").isEqualTo(before);
      assertThat(fixture.events())
          .as("the authority that relays of the former version trust stays")
          .noneMatch(event -> event.getReason().startsWith("Certificates"));
    }
  }
}
