package io.gunrelay.e2e.loadgen.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.gunrelay.e2e.loadgen.TinyRelay;
import io.gunrelay.e2e.loadgen.TinyRelay.Deed;
import io.gunrelay.e2e.loadgen.client.Clients;
import io.gunrelay.e2e.loadgen.client.Endpoint;
import io.gunrelay.e2e.loadgen.raw.RawServer;
import io.gunrelay.e2e.loadgen.wire.MessageIds;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadsTest {
  @Test
  void everyPutOfAGoodRelayIsAcknowledgedAndReadsBack(@TempDir Path folder) throws Exception {
    Path acked = folder.resolve("acked");
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      PutsLoad.Result result;
      try (AckLog log = AckLog.into(acked)) {
        result = puts(clients, 8, 3, log);
      }
      Verification.Result read = new Verification(clients, AckLog.read(acked), 30).run();

      assertThat(result.acknowledged()).isPositive();
      assertThat(result.latency().count()).isEqualTo(result.acknowledged());
      assertThat(result.refused() + result.unacknowledged() + result.malformed()).isZero();
      assertThat(read.complete()).isTrue();
      assertThat((long) read.asked()).isGreaterThanOrEqualTo(result.acknowledged());
      assertThat(relay.handshakes())
          .hasSizeGreaterThanOrEqualTo(4)
          .allMatch(answer -> answer.contains("relay0001"));
    }
  }

  @Test
  void putsAtARateAreAllAnsweredFor() throws Exception {
    Set<String> acked = ConcurrentHashMap.newKeySet();
    try (TinyRelay relay = new TinyRelay(put -> put < 5 ? Deed.REFUSE : Deed.TAKE);
        Clients clients = clients(relay)) {
      PacedPuts.Settings settings = new PacedPuts.Settings(100, 0.3, 16, "run");
      PacedPuts.Result result =
          new PacedPuts(clients, settings, (soul, value) -> acked.add(soul)).run();

      assertThat(result).isEqualTo(new PacedPuts.Result(30, 25, 5, 0));
      assertThat(acked).hasSize(25);
    }
  }

  @Test
  void whatIsPutAtARelayIsSeenByWhoSubscribes() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      long before = System.nanoTime();
      try (Crossing crossing = new Crossing(clients, clients, "run")) {
        assertThat(crossing.awaitNanos(10)).isGreaterThan(before);
      }
    }
  }

  @Test
  void anAcknowledgementIsFoundInsideAnArrayFrame() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE_AND_ANSWER_IN_AN_ARRAY);
        Clients clients = clients(relay)) {
      assertThat(puts(clients, 2, 1, AckLog.none()).acknowledged()).isPositive();
    }
  }

  @Test
  void neverMoreIsInFlightThanAsked() throws Exception {
    Set<Integer> seen = ConcurrentHashMap.newKeySet();
    try (TinyRelay relay =
            new TinyRelay(put -> {
              seen.add(put);
              return Deed.IGNORE;
            });
        Clients clients = clients(relay)) {
      PutsLoad.Result result = puts(clients, 7, 2, AckLog.none());

      assertThat(seen).hasSize(7);
      assertThat(result.acknowledged()).isZero();
    }
  }

  @Test
  void refusalsAndGarbageAreCountedApartFromAcknowledgements() throws Exception {
    try (TinyRelay relay =
            new TinyRelay(
                put -> put == 0 ? Deed.REFUSE : put == 1 ? Deed.ANSWER_WITH_GARBAGE : Deed.IGNORE);
        Clients clients = clients(relay)) {
      List<String> acked = new ArrayList<>();
      PutsLoad.Result result = puts(clients, 1, 1, (soul, value) -> acked.add(soul));

      assertThat(result.refused()).isEqualTo(1);
      assertThat(result.malformed()).isEqualTo(1);
      assertThat(acked).hasSize(1);
    }
  }

  @Test
  void aRelayThatHangsUpEndsTheRunEarly() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.HANG_UP);
        Clients clients = clients(relay)) {
      long begin = System.nanoTime();
      PutsLoad.Result result =
          new PutsLoad(clients, new PutsLoad.Settings(2, 2, 0, 60, 32, "run"), AckLog.none()).run();

      assertThat(result.closed()).isEqualTo(2);
      assertThat(System.nanoTime() - begin).isLessThan(30_000_000_000L);
    }
  }

  @Test
  void aLostPutIsFoundMissing() throws Exception {
    List<AckLog.Entry> acked = new ArrayList<>();
    try (TinyRelay relay = new TinyRelay(put -> put == 3 ? Deed.ACKNOWLEDGE_BUT_LOSE : Deed.TAKE);
        Clients clients = clients(relay)) {
      puts(clients, 1, 1, (soul, value) -> acked.add(new AckLog.Entry(soul, value)));
      Verification.Result read = new Verification(clients, acked, 30).run();

      assertThat(read.complete()).isFalse();
      assertThat(read.missing()).isEqualTo(1);
      assertThat(read.examples()).containsExactly("load/run/0/3");
    }
  }

  @Test
  void aChangedValueIsFoundWrong() throws Exception {
    List<AckLog.Entry> acked = new ArrayList<>();
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      puts(clients, 1, 1, (soul, value) -> acked.add(new AckLog.Entry(soul, value)));
      acked.set(0, new AckLog.Entry(acked.getFirst().soul(), "something else"));

      assertThat(new Verification(clients, acked, 30).run().wrong()).isEqualTo(1);
    }
  }

  @Test
  void everySubscriberReceivesEveryUpdateOfAnOpenLoop() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      FanoutLoad.Result result = fanout(clients, 100);

      assertThat(result.updates()).isEqualTo(50);
      assertThat(result.latency().count()).isEqualTo(50 * 5);
      assertThat(result.missed()).isZero();
    }
  }

  @Test
  void whatIsDeliveredTwiceCountsOnce() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.DELIVER_TWICE);
        Clients clients = clients(relay)) {
      assertThat(fanout(clients, 100).latency().count()).isEqualTo(50 * 5);
    }
  }

  @Test
  void updatesThatDoNotArriveAreMissed() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> put % 2 == 0 ? Deed.TAKE : Deed.IGNORE);
        Clients clients = clients(relay)) {
      assertThat(fanout(clients, 100).missed()).isEqualTo(25 * 5);
    }
  }

  @Test
  void withoutARateUpdatesFollowDeliveries() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      FanoutLoad.Result result = fanout(clients, 0);

      assertThat(result.updates()).isGreaterThan(10);
      assertThat(result.missed()).isZero();
    }
  }

  @Test
  void aServerThatOnlyBroadcastsDeliversBurstsAsTheyCame() throws Exception {
    try (RawServer server = new RawServer(anyPort(), 2, true);
        Clients clients = clients("ws://127.0.0.1:" + server.address().getPort() + "/gun")) {
      FanoutLoad.Result result = fanout(clients, 0, 4);

      assertThat(result.missed()).isZero();
      assertThat(result.malformed()).isZero();
      assertThat(result.deliveries()).isPositive();
      assertThat(result.perFrame()).isEqualTo(4);
    }
  }

  @Test
  void aServerThatDoesNotBatchSendsAFrameForEachMessage() throws Exception {
    try (RawServer server = new RawServer(anyPort(), 2, false);
        Clients clients = clients("ws://127.0.0.1:" + server.address().getPort() + "/gun")) {
      FanoutLoad.Result result = fanout(clients, 500);

      assertThat(result.missed()).isZero();
      assertThat(result.perFrame()).isEqualTo(1);
    }
  }

  @Test
  void theProcessorsThatALoadTakesAreCounted() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      FanoutLoad.Result result = fanout(clients, 0);

      assertThat(result.ownMicrosPerDelivery()).isPositive();
      assertThat(result.relayMicrosPerDelivery()).isPresent();
      assertThat(result.processors().seconds()).isCloseTo(0.5, within(0.2));
    }
  }

  @Test
  void idleConnectionsAreHeldAndTheMemoryOfTheProcessIsRead() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE);
        Clients clients = clients(relay)) {
      IdleLoad.Result result =
          new IdleLoad(
                  clients,
                  new IdleLoad.Settings(20, 0, true, Optional.of(ProcessHandle.current().pid())))
              .run();

      assertThat(result.closed()).isZero();
      assertThat(result.before().orElseThrow().residentKb()).isPositive();
      assertThat(result.bytesPerConnection()).isPresent();
    }
  }

  @Test
  void aRelayThatIsNotThereIsSaidSo() throws Exception {
    // Bound but not listening: nobody else can take the port, and it refuses connections.
    try (Socket taken = new Socket()) {
      taken.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      String url = "ws://127.0.0.1:" + taken.getLocalPort() + "/gun";
      try (Clients clients = new Clients(Endpoint.of(url), new MessageIds(new Random()), 1)) {
        assertThatThrownBy(() -> puts(clients, 1, 1, AckLog.none()))
            .isInstanceOf(IOException.class)
            .hasMessageContaining("connection 1 of 1 failed");
      }
    }
  }

  private static PutsLoad.Result puts(Clients clients, int inFlight, int connections, AckLog log)
      throws Exception {
    return new PutsLoad(
            clients, new PutsLoad.Settings(inFlight, connections, 0, 0.5, 32, "run"), log)
        .run();
  }

  private static FanoutLoad.Result fanout(Clients clients, double rate) throws Exception {
    return fanout(clients, rate, 1);
  }

  private static FanoutLoad.Result fanout(Clients clients, double rate, int burst)
      throws Exception {
    FanoutLoad.Settings settings =
        new FanoutLoad.Settings(
            2,
            5,
            rate,
            4,
            burst,
            0,
            0.5,
            32,
            10,
            "run",
            Optional.of(ProcessHandle.current().pid()));
    return new FanoutLoad(clients, settings).run();
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static Clients clients(TinyRelay relay) {
    return clients(relay.url());
  }

  private static Clients clients(String url) {
    return new Clients(Endpoint.of(url), new MessageIds(new Random()), 1);
  }
}
