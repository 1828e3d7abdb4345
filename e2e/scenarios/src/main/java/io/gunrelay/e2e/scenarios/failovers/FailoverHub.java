package io.gunrelay.e2e.scenarios.failovers;

import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.FAR;
import static io.gunrelay.e2e.scenarios.failovers.TwoClusters.NEAR;

import io.gunrelay.api.v1alpha1.FailoverPhase;
import io.gunrelay.api.v1alpha1.SwitchStatus;
import io.gunrelay.e2e.gunjs.GunJsCrowd;
import io.gunrelay.e2e.scenarios.clients.Crowd;
import io.gunrelay.e2e.scenarios.clients.MovedCrowd;
import io.gunrelay.e2e.scenarios.clients.Writer;
import io.gunrelay.e2e.scenarios.stage.Await;
import io.gunrelay.e2e.scenarios.stage.Stage;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * A region in another cluster is lost with the cluster's API server. Its clients know two entries,
 * or one whose name they look up whenever they dial.
 */
public final class FailoverHub {
  private static final int CLIENTS = Crowd.size(300);
  private static final int GUN_JS = 20;
  private static final int USERS = 4;
  private static final Duration TO_SWITCH = Duration.ofSeconds(60);
  private static final Duration TO_RETURN = Duration.ofMinutes(4);
  private static final Duration AIM = Duration.ofSeconds(5);
  private static final Duration AIM_OF_CLIENTS = Duration.ofSeconds(10);
  private static final Duration AIM_OF_GAP = Duration.ofSeconds(3);

  private final Stage stage;
  private final TwoClusters fleet;
  private final Map<String, String> places = new LinkedHashMap<>();

  private FailoverHub(Stage stage, TwoClusters fleet) {
    this.stage = stage;
    this.fleet = fleet;
    for (String region : List.of(FAR, NEAR)) {
      places.put(fleet.host(region), fleet.door(fleet.host(region)).place());
    }
  }

  public static void tell(Stage stage) throws IOException {
    new FailoverHub(stage, TwoClusters.start(stage, "hub", "{holdDownSeconds: 10}")).tell();
  }

  private String place(String region) {
    return Objects.requireNonNull(places.get(fleet.host(region)));
  }

  private void tell() {
    Crowd crowd =
        Crowd.start(
            stage,
            "ws://%s/gun".formatted(fleet.host(FAR)),
            place(FAR),
            CLIENTS,
            Math.max(1, CLIENTS / 5));
    GunJsCrowd members = stage.stayingCrowd(fleet.host(FAR), places, GUN_JS);
    MovedCrowd.begin(members, Duration.ofMillis(500));
    Writer writer = new Writer(stage.stayingClient(fleet.host(FAR), places), "hub");
    writer.write(50);
    List<TwoEntryUser> users = users();
    goesAndComesBackAsSomebodyWishes(crowd);
    isLost(crowd, writer, users);
    comesBack(crowd);

    users.forEach(TwoEntryUser::close);
    crowd.end();
    MovedCrowd.check(stage, members, GUN_JS);
    var reader = stage.client(fleet.host(FAR), fleet.address(FAR));
    writer.awaitAllReadBy(reader, TO_SWITCH);
    users.forEach(user -> user.awaitAllReadBy(reader, TO_SWITCH));
    stage.saw("nothing that was acknowledged is missing in the cluster that was lost");
  }

  /** They know the entry of their own region and that of the other one. */
  private List<TwoEntryUser> users() {
    var entries = new LinkedHashMap<String, String>();
    for (String region : List.of(FAR, NEAR)) {
      entries.put(fleet.host(region), fleet.address(region));
    }
    return IntStream.range(0, USERS)
        .mapToObj(i -> {
          TwoEntryUser user = TwoEntryUser.start(stage.client(entries), "user %d".formatted(i));
          stage.atEnd(user);
          return user;
        })
        .toList();
  }

  private void goesAndComesBackAsSomebodyWishes(Crowd crowd) {
    stage.kubectl("annotate", "gunrelaycluster/hub", "gunrelay.io/switch-to=" + NEAR);
    Await.until(
        "all clients to be in region " + NEAR,
        TO_SWITCH,
        () -> fleet.clients(FAR) == 0 && fleet.clients(NEAR) >= CLIENTS + GUN_JS,
        fleet.fleet()::line);
    stage.saw(fleet.fleet().line());
    leads(FAR, NEAR);
    stage.kubectl("annotate", "gunrelaycluster/hub", "gunrelay.io/switch-to-");
    fleet.awaitPhase(FAR, FailoverPhase.Healthy, TO_RETURN);
    fleet.awaitHome(FAR, NEAR, CLIENTS + GUN_JS, TO_SWITCH);
    leads(FAR, FAR);
    Crowd.Report report = crowd.last();
    stage.saw(report.toString());
    if (report.lost() + report.refused() + report.failed() > 0) {
      throw new AssertionError("clients were cut off or refused: " + report);
    }
    stage.took("the longest gap of a client", Duration.ofMillis(report.awayMs()), AIM_OF_GAP);
    fleet.expectSwitches(1);
  }

  private void isLost(Crowd crowd, Writer writer, List<TwoEntryUser> users) {
    users.forEach(TwoEntryUser::longestMs);
    long crashedNs = System.nanoTime();
    fleet.loseFar();
    stage.took(
        "from the crash until a client's write is acknowledged", writer.insist(), AIM_OF_CLIENTS);
    Await.until("a switch", TO_SWITCH, () -> fleet.switches().size() == 2, fleet.fleet()::line);
    SwitchStatus made = fleet.switches().getFirst();
    crowd.awaitConnected(TO_SWITCH);
    stage.took(
        "from the crash until all clients are connected",
        Duration.ofNanos(System.nanoTime() - crashedNs),
        AIM_OF_CLIENTS);
    leads(FAR, NEAR);
    stage.saw(fleet.fleet().line());
    stage.saw(made.toString());
    if (!made.from().equals(FAR) || Boolean.TRUE.equals(made.asked())) {
      throw new AssertionError("there was another switch: " + made);
    }
    fleet.tookToSwitch(made, AIM);
    Await.until(
        "an observer to get through where the host leads now",
        TO_SWITCH,
        () -> fleet.switches().getFirst().stopwatch().verified() != null,
        fleet.fleet()::line);
    long failed = users.stream().mapToLong(TwoEntryUser::failed).sum();
    stage.saw(
        "clients with two entries: %d writes, %d failed, the slowest took %d ms"
            .formatted(
                users.stream().mapToLong(TwoEntryUser::done).sum(),
                failed,
                users.stream().mapToLong(TwoEntryUser::longestMs).max().orElse(0)));
    if (failed > 0) {
      throw new AssertionError(failed + " writes of clients with two entries failed");
    }
  }

  private void comesBack(Crowd crowd) {
    Crowd.Report away = crowd.last();
    fleet.regainFar();
    fleet.awaitPhase(FAR, FailoverPhase.Healthy, TO_RETURN);
    fleet.awaitHome(FAR, NEAR, CLIENTS + GUN_JS, TO_SWITCH);
    leads(FAR, FAR);
    fleet.awaitReady(TO_RETURN);
    Crowd.Report home = crowd.last();
    stage.saw(home.toString());
    if (home.lost() > away.lost() || home.failed() > away.failed()) {
      throw new AssertionError("clients were cut off on their way home: " + away + ", " + home);
    }
    fleet.expectSwitches(2);
  }

  /** Checks where names lead: to the cluster of that region. */
  private void leads(String region, String to) {
    Set<String> wanted = Set.of(fleet.address(to));
    Await.until(
        "%s to lead to %s".formatted(fleet.host(region), to),
        TO_SWITCH,
        () -> fleet.records(fleet.host(region)).equals(wanted),
        () -> fleet.records(fleet.host(region)).toString());
    Set<String> whole = fleet.records(stage.host());
    if (whole.contains(fleet.address(FAR)) == to.equals(NEAR)) {
      throw new AssertionError("the fleet's host leads to " + whole);
    }
  }
}
