package io.gunrelay.relay.replication.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.graph.PutResult;
import io.gunrelay.relay.graph.TestGraph;
import io.gunrelay.relay.replication.Changes;
import io.gunrelay.relay.replication.Message;
import io.gunrelay.relay.replication.net.ReplicationSettings.Security;
import io.gunrelay.relay.store.Origin;
import io.gunrelay.relay.store.VersionVector;
import io.gunrelay.relay.trace.Trace;
import io.gunrelay.relay.trace.TraceContext;
import io.gunrelay.relay.trace.Traces;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Relays tell each other which changes are traced, if both know how to. */
class TracedFeedTest {
  private static final TraceContext TRACE = new TraceContext(1, 2, 3);

  @TempDir Path folder;

  @Test
  void aChangeGoesWithItsTrace() throws IOException {
    assertThat(traceSeenBy(Message.TRACES_SINCE)).isEqualTo(TRACE);
  }

  @Test
  void aRelayThatKnowsNothingOfTracesGetsTheChangeAlone() throws IOException {
    assertThat(traceSeenBy(Message.TRACES_SINCE - 1)).isNull();
  }

  private @Nullable TraceContext traceSeenBy(int version) throws IOException {
    try (TestRelay relay = new TestRelay("relay", folder);
        Wire wire =
            Wire.over(
                new Socket(InetAddress.getLoopbackAddress(), relay.replication.port()),
                Security.NONE,
                true)) {
      wire.setPatience(Duration.ofSeconds(10));
      wire.write(
          new Message.Hello(version, new Origin(5, 6), "taker", "region", VersionVector.EMPTY));
      wire.flush();
      assertThat(wire.read(Wire.MAX_INTRODUCTION_BYTES))
          .isInstanceOfSatisfying(
              Message.Welcome.class, welcome -> assertThat(welcome.version()).isEqualTo(version));
      while (!next(wire).filled()) {
        // The snapshot, which knows of no traces.
      }
      relay
          .graph
          .engine
          .graph()
          .put(
              List.of(TestGraph.delta("soul", "x", 1, "1")),
              relay.graph.new Listener(),
              new Traced());
      Changes changes = next(wire);
      while (changes.values().isEmpty()) {
        changes = next(wire);
      }
      assertThat(changes.values().getFirst().entry().soul()).isEqualTo("soul");
      return changes.values().getFirst().trace();
    }
  }

  private static Changes next(Wire wire) throws IOException {
    while (true) {
      if (wire.read(Wire.MAX_MESSAGE_BYTES) instanceof Message.Feed feed) {
        return feed.changes();
      }
    }
  }

  private record Traced() implements PutResult {
    @Override
    public Trace trace() {
      return Traces.NONE.goOn(TRACE);
    }

    @Override
    public void stored() {}

    @Override
    public void refused(String reason) {
      throw new AssertionError(reason);
    }
  }
}
