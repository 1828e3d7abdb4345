package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static io.gunrelay.relay.replication.net.TestRelay.eventuallyEqual;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.transport.FreePorts;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplicationTest {
  @TempDir Path folder;

  @Test
  void whatOneRelayTakesTheOtherTellsItsSubscribers() throws IOException {
    List<Integer> ports = FreePorts.take(2);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0), mesh(ports));
        TestRelay b = new TestRelay("b", folder, ports.get(1), mesh(ports))) {
      var subscriber = b.graph.new Listener();
      subscriber.get("soul").text();
      a.put("soul", "x", 5, "\"one\"");
      assertThat(subscriber.hear()).isEqualTo("soul.x=\"one\"@5");
      b.put("soul", "x", 6, "\"two\"");
      eventuallyEqual("soul", "soul.x=\"two\"@6", List.of(a, b));
    }
  }

  @Test
  void aNewRelayIsFilledBeforeItIsReady() throws IOException {
    List<Integer> ports = FreePorts.take(2);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0))) {
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        puts.add(
            a.graph.put(a.graph.new Listener(), TestGraph.delta("soul" + i, "x", 1, "\"value\"")));
      }
      puts.forEach(put -> assertThat(TestGraph.await(put)).isNull());
      try (TestRelay b = new TestRelay("b", folder, ports.get(1), a.address())) {
        eventually("b caught up", () -> b.replication.waitingFor().isEmpty());
        for (int i = 0; i < 3_000; i += 17) {
          assertThat(b.get("soul" + i)).isEqualTo("soul%d.x=\"value\"@1".formatted(i));
        }
      }
    }
  }

  @Test
  void aRelayPassesOnWhatAnotherOneTook() throws IOException {
    try (TestRelay a = new TestRelay("a", folder);
        TestRelay b = new TestRelay("b", folder, a.address());
        TestRelay c = new TestRelay("c", folder, b.address())) {
      a.put("soul", "x", 5, "1");
      eventuallyEqual("soul", "soul.x=1@5", List.of(b, c));
    }
  }

  @Test
  void aRelayTakesFromWhoTakesFromItAlsoWhereNoNameLeadsToThatOne() throws IOException {
    try (TestRelay a = new TestRelay("a", folder);
        TestRelay b = new TestRelay("b", folder, a.address())) {
      b.put("soul", "x", 5, "1");
      eventuallyEqual("soul", "soul.x=1@5", List.of(a, b));
    }
  }

  @Test
  void aRelayThatWasNotNamedIsForgottenOnceItIsGone() throws IOException {
    try (TestRelay a = new TestRelay("a", folder)) {
      try (TestRelay b = new TestRelay("b", folder, a.address())) {
        eventually("a hears of b", () -> reportOf(a, b) != null);
      }
      eventually("b is forgotten", () -> a.replication.peers().isEmpty());
    }
  }

  @Test
  void aRelayThatComesBackTakesWhatItMissed() throws IOException {
    List<Integer> ports = FreePorts.take(2);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0), mesh(ports))) {
      try (TestRelay b = new TestRelay("b", folder, ports.get(1), mesh(ports))) {
        a.put("soul", "x", 5, "1");
        b.put("soul", "y", 5, "1");
        eventuallyEqual("soul", "soul.x=1@5,soul.y=1@5", List.of(a, b));
      }
      a.put("soul", "x", 6, "2");
      try (TestRelay b = new TestRelay("b", folder, ports.get(1), mesh(ports))) {
        eventuallyEqual("soul", "soul.x=2@6,soul.y=1@5", List.of(a, b));
        b.put("soul", "z", 1, "3");
        eventuallyEqual("soul", "soul.x=2@6,soul.y=1@5,soul.z=3@1", List.of(a, b));
      }
    }
  }

  @Test
  void allOfAMeshEndUpEqualWhoeverWroteWhat() throws IOException {
    List<Integer> ports = FreePorts.take(3);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0), mesh(ports));
        TestRelay b = new TestRelay("b", folder, ports.get(1), mesh(ports));
        TestRelay c = new TestRelay("c", folder, ports.get(2), mesh(ports))) {
      List<TestRelay> relays = List.of(a, b, c);
      List<CompletableFuture<@Nullable String>> puts = new ArrayList<>();
      for (int i = 0; i < 3_000; i++) {
        TestRelay relay = relays.get(i % 3);
        puts.add(
            relay.graph.put(
                relay.graph.new Listener(),
                TestGraph.delta("soul" + i % 7, "k" + i % 11, i % 5, String.valueOf(i))));
      }
      puts.forEach(put -> assertThat(TestGraph.await(put)).isNull());
      for (int i = 0; i < 7; i++) {
        String soul = "soul" + i;
        eventually(
            soul + " is equal everywhere",
            () -> a.get(soul).equals(b.get(soul)) && b.get(soul).equals(c.get(soul)));
        assertThat(a.get(soul).split(",")).hasSize(11);
      }
    }
  }

  @Test
  void aRelayThatFindsItselfSkipsItself() throws IOException {
    List<Integer> ports = FreePorts.take(1);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0), mesh(ports))) {
      eventually("a caught up", () -> a.replication.waitingFor().isEmpty());
      assertThat(a.replication.peers()).isEmpty();
    }
  }

  @Test
  void aRelayWithoutReachablePeersIsReady() throws IOException {
    InetSocketAddress nobody = TestRelay.at(FreePorts.take(1).getFirst());
    InetSocketAddress unknown = InetSocketAddress.createUnresolved("nobody.invalid", 1);
    try (TestRelay a = new TestRelay("a", folder, nobody, unknown)) {
      eventually("a caught up", () -> a.replication.waitingFor().isEmpty());
      assertThat(a.replication.peers())
          .singleElement()
          .satisfies(peer -> assertThat(peer.connected()).isFalse());
    }
  }

  @Test
  void aPeerThatIsNoRelayKeepsNobodyFromBeingReady() throws IOException {
    try (ServerSocket other = new ServerSocket(0, 9, InetAddress.getLoopbackAddress())) {
      Thread answering =
          Thread.ofVirtual()
              .start(() -> {
                try {
                  while (true) {
                    try (Socket socket = other.accept()) {
                      socket
                          .getOutputStream()
                          .write("220 mail.example ESMTP\r\n".getBytes(US_ASCII));
                    }
                  }
                } catch (IOException closed) {
                  // The test is over.
                }
              });
      try (TestRelay a = new TestRelay("a", folder, TestRelay.at(other.getLocalPort()))) {
        eventually("a caught up", () -> a.replication.waitingFor().isEmpty());
        assertThat(a.replication.peers().getFirst().connected()).isFalse();
      }
      assertThat(answering.isAlive()).isTrue();
    }
  }

  @Test
  void peersSayHowTheyAreAndAreMissedWhenTheyAreGone() throws IOException {
    List<Integer> ports = FreePorts.take(2);
    try (TestRelay a = new TestRelay("a", folder, ports.get(0), mesh(ports))) {
      try (TestRelay b = new TestRelay("b", folder, ports.get(1), mesh(ports))) {
        eventually("a hears of b", () -> reportOf(a, b) != null);
        PeerReport peer = a.replication.peers().getFirst();
        assertThat(peer.address()).isEqualTo("127.0.0.1:" + ports.get(1));
        assertThat(peer.connected()).isTrue();
        assertThat(peer.lastHeard()).isNotNull();
        eventually("b hears of a", () -> reportOf(b, a) != null);
      }
      eventually("a misses b", () -> !a.replication.peers().getFirst().connected());
    }
  }

  private static @Nullable PeerReport reportOf(TestRelay asked, TestRelay of) {
    for (PeerReport peer : asked.replication.peers()) {
      if (peer.report() != null && peer.report().name().equals(of.name)) {
        return peer;
      }
    }
    return null;
  }

  private static InetSocketAddress[] mesh(List<Integer> ports) {
    InetSocketAddress[] addresses = new InetSocketAddress[ports.size()];
    for (int i = 0; i < ports.size(); i++) {
      addresses[i] = TestRelay.at(ports.get(i));
    }
    return addresses;
  }
}
