package io.gunrelay.e2e.scenarios.failovers;

import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.FAR;
import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.NEAR;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.FailoverRegionStatus;
import io.gunrelay.api.v1alpha1.RegionImpairment;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Entry;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What relays of two clusters tell each other takes long on its way: at first as on a bad line,
 * then much longer. Both regions are up, and nobody is led elsewhere.
 */
public final class FailoverSlow {
  private static final int CLIENTS = Crowd.size(300);
  private static final int REPLICATION = 8766;
  private static final Duration BAD = Duration.ofMillis(1_500);
  private static final Duration TERRIBLE = Duration.ofSeconds(12);

  /** So long a way is one that links between relays give up, and begin again. */
  private static final Set<RegionImpairment> TOLD =
      Set.of(RegionImpairment.Slow, RegionImpairment.CutFromRegions);

  private static final Duration TO_TELL = Duration.ofSeconds(90);
  private static final Duration SOON = Duration.ofSeconds(60);

  private final Stage stage;
  private final List<SlowDoor> doors = new ArrayList<>();

  private FailoverSlow(Stage stage) {
    this.stage = stage;
  }

  /**
   * Needs clusters whose API servers are reached at addresses of the machine that it is told on.
   */
  public static void tell(Stage stage) throws IOException {
    new FailoverSlow(stage).tell();
  }

  private void tell() throws IOException {
    TwoClusters fleet = TwoClusters.start(stage, "far", "{holdDownSeconds: 10}", this::door);
    Crowd crowd =
        Crowd.start(
            stage,
            "ws://%s/gun".formatted(fleet.host(FAR)),
            fleet.address(FAR) + ":80",
            CLIENTS,
            Math.max(1, CLIENTS / 5));
    List<Writer> writers = Stream.of(NEAR, FAR).map(region -> writer(fleet, region)).toList();

    doors.forEach(door -> door.delay(BAD));
    writers.forEach(writer -> writer.write(5));
    stage.saw("%d ms on the way: writes are acknowledged".formatted(BAD.toMillis()));
    stays(fleet, "after a bad line");
    if (!remarks(fleet).isEmpty()) {
      throw new AssertionError("a bad line is no matter: " + fleet.regions().toList());
    }

    doors.forEach(door -> door.delay(TERRIBLE));
    Await.until(
        "it to be told",
        TO_TELL,
        () -> remarks(fleet).stream().anyMatch(TOLD::contains),
        () -> fleet.regions().toList().toString());
    stage.saw("%d s on the way: %s".formatted(TERRIBLE.toSeconds(), fleet.regions().toList()));
    stays(fleet, "after a terrible one");
    doors.forEach(door -> door.delay(Duration.ZERO));
    Await.until(
        "no remark to be left",
        TO_TELL,
        () -> remarks(fleet).isEmpty(),
        () -> fleet.regions().toList().toString());
    stays(fleet, "when all is well again");
    if (crowd.last().lost() > 0) {
      throw new AssertionError("clients were cut off: " + crowd.last());
    }
    crowd.end();
    for (String region : List.of(NEAR, FAR)) {
      var reader = stage.client(fleet.host(region), fleet.address(region));
      writers.forEach(writer -> writer.awaitAllReadBy(reader, SOON));
    }
    stage.saw("both regions have all writes");
  }

  private Writer writer(TwoClusters fleet, String region) {
    Map<String, String> places = Map.of(fleet.host(region), fleet.address(region) + ":80");
    Writer writer =
        new Writer(stage.stayingClient(fleet.host(region), places), "writer in " + region);
    writer.write(20);
    return writer;
  }

  private String door(KubernetesClient kubernetes, Service service) {
    String machine = kubernetes.getMasterUrl().getHost();
    String node = Entry.address(Entry.nodes(kubernetes).getFirst());
    int port = service.getSpec().getPorts().getFirst().getNodePort();
    try {
      SlowDoor door =
          SlowDoor.open(
              new InetSocketAddress(machine, REPLICATION), new InetSocketAddress(node, port));
      stage.atEnd(door);
      doors.add(door);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return machine;
  }

  private static List<RegionImpairment> remarks(TwoClusters fleet) {
    return fleet
        .regions()
        .map(FailoverRegionStatus::remarks)
        .flatMap(Stream::ofNullable)
        .flatMap(List::stream)
        .map(remark -> remark.name())
        .toList();
  }

  private void stays(TwoClusters fleet, String when) {
    fleet.expectSwitches(0);
    for (String region : List.of(NEAR, FAR)) {
      if (fleet.region(region).orElseThrow().phase() != FailoverPhase.Healthy) {
        throw new AssertionError(when + ": " + fleet.message(region));
      }
    }
  }
}
