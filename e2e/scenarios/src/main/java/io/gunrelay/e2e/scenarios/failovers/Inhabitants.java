package io.gunrelay.e2e.scenarios.failovers;

import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Clients of both regions, which enter by their own region's host and write all the time: those of
 * the load generator in one region, and some of gun.js in each.
 */
final class Inhabitants {
  private static final int CLIENTS = Crowd.size(300);
  private static final int GUN_JS = 10;
  private static final Duration PAUSE = Duration.ofMillis(500);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Stage stage;
  private final TwoRegions fleet;
  private final Crowd crowd;
  private final Map<String, GunJsCrowd> members = new LinkedHashMap<>();
  private final Map<String, Writer> writers = new LinkedHashMap<>();

  private Inhabitants(Stage stage, TwoRegions fleet, Crowd crowd) {
    this.stage = stage;
    this.fleet = fleet;
    this.crowd = crowd;
  }

  /** They enter at the ingress of their own region's node. */
  static Inhabitants settle(Stage stage, TwoRegions fleet, String crowded) {
    return settle(stage, fleet, crowded, fleet::address);
  }

  /**
   * Returns when all are connected.
   *
   * @param crowded the region of the load generator's clients
   * @param address where the host of a region is dialled
   */
  static Inhabitants settle(
      Stage stage, TwoRegions fleet, String crowded, UnaryOperator<String> address) {
    Crowd crowd =
        Crowd.start(
            stage,
            "ws://%s/gun".formatted(fleet.host(crowded)),
            address.apply(crowded) + ":80",
            CLIENTS,
            Math.max(1, CLIENTS / 5));
    Inhabitants all = new Inhabitants(stage, fleet, crowd);
    for (String region : fleet.names()) {
      String entry = address.apply(region);
      GunJsCrowd some = stage.stayingCrowd(fleet.host(region), entry, GUN_JS);
      MovedCrowd.begin(some, PAUSE);
      all.members.put(region, some);
      Writer writer = new Writer(stage.client(fleet.host(region), entry), "writer in " + region);
      writer.write(50);
      all.writers.put(region, writer);
    }
    return all;
  }

  /** Who writes in a region, and waits for each answer. */
  Writer writer(String region) {
    return Objects.requireNonNull(writers.get(region));
  }

  /** Waits until none of the load generator's clients lacks a connection. */
  void awaitConnected(Duration deadline) {
    crowd.awaitConnected(deadline);
  }

  Crowd.Report report() {
    return crowd.last();
  }

  /**
   * Ends their writes, and fails unless all are connected, have the newest values, and both regions
   * have whatever was acknowledged.
   */
  void check() {
    writers.values().forEach(Writer::insist);
    stage.saw(crowd.last().toString());
    crowd.end();
    members.values().forEach(some -> MovedCrowd.check(stage, some, GUN_JS));
    for (String region : fleet.names()) {
      var reader = stage.client(fleet.host(region), fleet.address(region));
      writers.values().forEach(writer -> writer.awaitAllReadBy(reader, SOON));
    }
    stage.saw(
        "both regions have all %d writes of %d writers; switches: %s"
            .formatted(
                writers.values().stream().mapToInt(Writer::acknowledged).sum(),
                writers.size(),
                fleet.switches()));
  }
}
