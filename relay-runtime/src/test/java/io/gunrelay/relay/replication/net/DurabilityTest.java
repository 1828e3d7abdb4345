package io.gunrelay.relay.replication.net;

import static io.gunrelay.relay.replication.net.TestRelay.eventually;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.Durability;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.replication.WhenAlone;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.replication.net.TestRelay.Promise;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is acknowledged is at a second relay, whatever becomes of the first. */
class DurabilityTest {
  @TempDir Path folder;

  @Test
  void whatIsAcknowledgedIsAtASecondRelay() {
    try (TestRelay b = relay("b", WhenAlone.REFUSE)) {
      try (TestRelay a = relay("a", WhenAlone.REFUSE, b.address())) {
        eventually("b takes from a", () -> a.replication.takers() == 1);
        for (int i = 0; i < 100; i++) {
          a.put("soul" + i, "x", 1, "1");
          assertThat(b.get("soul" + i)).isEqualTo("soul" + i + ".x=1@1");
        }
      }
    }
  }

  @Test
  void aPutThatLosesIsAcknowledgedWhenTheWinnerIsAtASecondRelay() {
    try (TestRelay b = relay("b", WhenAlone.REFUSE);
        TestRelay a = relay("a", WhenAlone.REFUSE, b.address())) {
      eventually("b takes from a", () -> a.replication.takers() == 1);
      a.put("soul", "x", 5, "\"winner\"");
      a.put("soul", "x", 4, "\"loser\"");
      b.put("soul", "x", 3, "\"late loser\"");
      assertThat(b.get("soul")).isEqualTo("soul.x=\"winner\"@5");
    }
  }

  @Test
  void aRelayThatIsAloneRefusesAndTakesPutsAgainWithAnother() {
    try (TestRelay a = relay("a", WhenAlone.REFUSE)) {
      assertThat(refusal(a)).contains("no other relay can be reached");
      assertThat(refusal(a)).contains("no other relay can be reached");
      try (TestRelay _ = relay("b", WhenAlone.REFUSE, a.address())) {
        eventually("another takes from it", () -> !a.confirmations.isAlone());
        assertThat(refusal(a)).isNull();
      }
    }
  }

  @Test
  void aRelayThatIsAloneAcknowledgesIfItMay() {
    try (TestRelay a = relay("a", WhenAlone.ACKNOWLEDGE)) {
      assertThat(refusal(a)).isNull();
      assertThat(a.confirmations.acknowledgedAlone()).isEqualTo(1);
    }
  }

  private static @Nullable String refusal(TestRelay relay) {
    CompletableFuture<@Nullable String> put =
        relay.graph.put(relay.graph.new Listener(), TestGraph.delta("soul", "alone", 1, "1"));
    return TestGraph.await(put);
  }

  private TestRelay relay(String name, WhenAlone whenAlone, InetSocketAddress... peers) {
    return new TestRelay(
        name,
        folder,
        0,
        Security.NONE,
        new Promise(Durability.REPLICATED, whenAlone, "region"),
        peers);
  }
}
