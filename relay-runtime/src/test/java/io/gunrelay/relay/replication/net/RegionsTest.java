package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static io.gunrelay.relay.replication.net.TestRelay.eventuallyEqual;

import io.gunrelay.relay.api.PeerLink;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.TestRelay.Promise;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays of one region are all linked, those of two regions by one link of each relay's choice. */
class RegionsTest {
  private static final int EACH = 3;

  @TempDir Path folder;
  private final List<TestRelay> relays = new ArrayList<>();
  private final List<ServerSocket> reserved = new ArrayList<>();

  @AfterEach
  void close() {
    relays.forEach(TestRelay::close);
  }

  @Test
  void eachTakesFromAFewOfTheOtherRegionAndGivesToThem() throws IOException {
    twoRegions();
    eventually("few are linked", () -> relays.stream().allMatch(RegionsTest::isAtRest));
    eventually(
        "needless links have ended",
        () -> relays.stream().mapToLong(RegionsTest::farLinks).sum() < 2L * EACH * EACH);
    relays.getFirst().put("soul", "x", 5, "1");
    relays.getLast().put("soul", "y", 5, "2");
    eventuallyEqual("soul", "soul.x=1@5,soul.y=2@5", relays);
  }

  @Test
  void whenAChosenOneIsLostAnotherTakesItsPlace() throws IOException {
    twoRegions();
    eventually("few are linked", () -> relays.stream().allMatch(RegionsTest::isAtRest));
    while (relays.size() > EACH + 1) {
      relays.removeLast().close();
      int left = relays.size() - EACH;
      eventually(
          left + " are left, and linked with",
          () -> relays.stream().allMatch(relay -> farLinks(relay) > 0 && farLinks(relay) <= EACH));
      relays.getFirst().put("soul", "x" + left, 5, "1");
      relays.getLast().put("soul", "y" + left, 5, "1");
      eventually(
          "all are equal",
          () ->
              relays.stream()
                  .allMatch(relay ->
                      relay.get("soul").contains("x" + left)
                          && relay.get("soul").contains("y" + left)));
    }
  }

  @Test
  void aStandbyOpensNoSessionAndIsNotCountedUpon() throws IOException {
    twoRegions();
    eventually("few are linked", () -> relays.stream().allMatch(RegionsTest::isAtRest));
    eventually(
        "all that are counted upon are linked with",
        () ->
            relays.stream()
                .allMatch(relay ->
                    relay.replication.takers()
                        == relay.replication.peers().stream()
                            .filter(PeerReport::connected)
                            .count()));
  }

  private void twoRegions() throws IOException {
    for (int i = 0; i < 2 * EACH; i++) {
      reserved.add(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    }
    int[] ports = reserved.stream().mapToInt(ServerSocket::getLocalPort).toArray();
    InetSocketAddress[] all = new InetSocketAddress[ports.length];
    for (int i = 0; i < ports.length; i++) {
      all[i] = TestRelay.at(ports[i]);
      reserved.get(i).close();
    }
    for (int i = 0; i < ports.length; i++) {
      relays.add(
          new TestRelay(
              "relay-" + i,
              folder,
              ports[i],
              Security.NONE,
              new Promise(Durability.REPLICATED, WhenAlone.REFUSE, i < EACH ? "west" : "east")
                  .linkedWith(1),
              all));
    }
  }

  /** All of the own region, at least one of the other, and only those that are wanted. */
  private static boolean isAtRest(TestRelay relay) {
    List<PeerReport> peers = relay.replication.peers();
    return peers.size() == 2 * EACH - 1
        && peers.stream().filter(PeerReport::connected).count() == EACH - 1 + farLinks(relay)
        && farLinks(relay) >= 1
        && relay.replication.takers() == EACH - 1 + farLinks(relay)
        && peers.stream()
            .allMatch(peer ->
                peer.link() != null
                    && peer.link().state()
                        == (peer.connected() ? PeerLink.State.LINKED : PeerLink.State.STANDBY)
                    && (peer.connected() == (peer.link().unconfirmedBytes() != null)));
  }

  private static long farLinks(TestRelay relay) {
    return relay.replication.peers().stream()
        .filter(PeerReport::connected)
        .filter(peer -> peer.link() != null && !relay.region.equals(peer.link().region()))
        .count();
  }
}
