package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.operator.FaultyApi.Fault;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * An API server that refuses, forgets and falls silent in the middle. {@code -Dgunrelay.seed=N}
 * repeats a run.
 */
@ExtendWith(ApiServer.class)
class FaultsTest {

  private static final long SEED = Long.getLong("gunrelay.seed", System.nanoTime());
  private static final int ROUNDS = Integer.getInteger("gunrelay.faulty-rounds", 1);

  private final ApiServer.Running server;

  FaultsTest(ApiServer.Running server) {
    this.server = server;
  }

  @Test
  void aFleetEndsRightWhateverBecomesOfRequests() {
    System.out.printf("seed %d%n", SEED);
    var random = new Random(SEED);
    try (var api = FaultyApi.before(server.ofTheOperator());
        var harmed = Fixture.start(server, api.config(), Optional.empty());
        var calm = Fixture.start(server)) {
      api.harm((method, path) -> fault(method, path, random));
      for (int round = 0; round < ROUNDS; round++) {
        change(harmed, random, api);
      }
      settle(harmed);
      settle(calm);
      api.heal();

      var expected = Objects.of(calm);
      harmed.until(
          "the objects that a calm operator leaves", () -> Objects.of(harmed).equals(expected));
      harmed.moreRounds("kept", 2);
      var before = harmed.writes().size();
      harmed.moreRounds("kept", 2);
      System.out.printf("%d requests were harmed%n", api.harmed());
      assertThat(api.harmed()).isGreaterThan(10);
      assertThat(Objects.of(harmed)).isEqualTo(expected);
      assertThat(harmed.writes()).as("nothing is left to be written").hasSize(before);
    }
  }

  private static void change(Fixture fixture, Random random, FaultyApi api) {
    fixture.create("passing", Specs.quickstart());
    if (fixture.find(GunRelayCluster.class, "kept").isEmpty()) {
      fixture.create("kept", Specs.withReplicas(Specs.quickstart(), 3));
    }
    fixture.edit("kept", spec -> Specs.withVersion(spec, "1.5." + random.nextInt(50)));
    fixture.edit(
        "kept", spec -> Specs.withAutoscaling(spec, new AutoscalingSpec(2, 5, 70, null, null)));
    fixture.settled("kept");
    api.cutWatches();
    fixture.edit("kept", spec -> Specs.withExposure(spec, null));
    fixture.edit("kept", spec -> Specs.withAutoscaling(spec, null));
    fixture.settled("kept");
    // No garbage collector runs here: its fleets go before their objects do.
    fixture.client().resource(fixture.eventually(GunRelayCluster.class, "passing")).delete();
    fixture.eventuallyGone(GunRelayCluster.class, "passing");
    Objects.collectGarbage(fixture);
  }

  private static void settle(Fixture fixture) {
    if (fixture.find(GunRelayCluster.class, "kept").isEmpty()) {
      fixture.create("kept", Specs.quickstart());
    }
    fixture.edit("kept", spec -> Specs.withReplicas(Specs.quickstart(), 4));
    fixture.settled("kept");
  }

  private static Fault fault(String method, String path, Random random) {
    if (path.contains("/events")) {
      return Fault.NONE;
    }
    boolean writes = !method.equals("GET");
    return switch (random.nextInt(writes ? 16 : 40)) {
      case 0 -> Fault.TOO_MANY_REQUESTS;
      case 1 -> Fault.LOST_REQUEST;
      case 2 -> writes ? Fault.LOST_ANSWER : Fault.NONE;
      case 3 -> Fault.FAILURE;
      case 4, 5 -> writes ? Fault.CONFLICT : Fault.NONE;
      default -> Fault.NONE;
    };
  }
}
