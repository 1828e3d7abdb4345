package io.gunrelay.relay.transport;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.config.EdgeConfig;
import io.gunrelay.relay.drain.DrainSettings;
import io.gunrelay.relay.drain.Drains;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.graph.Ham;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaSettings;
import io.gunrelay.relay.tls.Tls;
import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import io.gunrelay.relay.wire.MessageIds;
import io.gunrelay.relay.work.Scheduler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The real connection and loop before a socket, a graph and a disk that do as chance will. */
class CatchUpPropertyTest {
  private static final Sea SEA =
      new Sea(SeaSettings.USUAL, InstantSource.system(), Curves.ofTheJdk());
  private static final int STEPS = 600;
  private static final int LARGEST_VALUE = 20_000;
  private static final long LARGEST_UPDATE = 4 * (LARGEST_VALUE + 100);
  private static final long MOST_UNREAD =
      ClientLimits.UNREAD_UPDATE_BYTES
          + ClientLimits.KEPT_UPDATE_BYTES
          + ClientLimits.ROOM_BYTES
          // Frames on their way, in buffers that are rounded up.
          + 4 * (64 << 10)
          + 2 * LARGEST_UPDATE;

  @Property(tries = 60)
  void whoReadsAgainHasWhatIsNewestAndNeverTookMuchMemory(@ForAll long seed) {
    new Run().with(seed);
  }

  private static final class Run {
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final Map<Query, Delta> view = new HashMap<>();

    void with(long seed) {
      SplittableRandom random = new SplittableRandom(seed);
      int souls = 1 << random.nextInt(12);
      int keys = 1 << random.nextInt(11);
      List<TextRange> ranges =
          random.nextInt(4) == 0 ? List.of(TextRange.startingWith("s1")) : List.of();
      SteppedGraph graph = new SteppedGraph(subscriptions(souls, random), ranges, random);
      SlowChannel channel = new SlowChannel();
      channel.freezeTime();
      Connection connection = connect(channel, graph);
      graph.failing(0.1);
      long state = 0;
      for (int step = 0; step < STEPS; step++) {
        switch (random.nextInt(6)) {
          case 0, 1 -> {
            int changes = random.nextInt(8) == 0 ? 300 : 3;
            for (int i = 0; i < changes; i++) {
              graph.change(change(souls, keys, ++state, random), connection);
            }
          }
          case 2 -> channel.take(random.nextInt(50_000));
          case 3 -> channel.runPendingTasks();
          case 4 -> channel.advanceTimeBy(400, TimeUnit.MILLISECONDS);
          default -> {
            for (int i = random.nextInt(400); i > 0 && graph.step(); i--) {}
          }
        }
        assertThat(gauge("gunrelay.unread.bytes")).isLessThan(MOST_UNREAD);
        assertThat(gauge("gunrelay.conflated.marks")).isLessThan(2 * Missed.MAX_MARKS + 1.0);
      }

      channel.take(Long.MAX_VALUE / 2);
      for (int round = 0; round < 100_000 && !isQuiet(channel, graph); round++) {}

      if (connection.isClosed()) {
        // So much of a range was missed that only the client can ask for it again.
        assertThat(ranges).isNotEmpty();
        return;
      }
      read(channel);
      assertThat(view).isEqualTo(new HashMap<>(graph.subscribed()));
      assertThat(gauge("gunrelay.conflated.connections")).isZero();
      assertThat(gauge("gunrelay.conflated.marks")).isZero();
    }

    private boolean isQuiet(SlowChannel channel, SteppedGraph graph) {
      channel.runPendingTasks();
      if (graph.step()) {
        return false;
      }
      if (gauge("gunrelay.conflated.connections") > 0) {
        channel.advanceTimeBy(1, TimeUnit.SECONDS);
        return false;
      }
      channel.runPendingTasks();
      return true;
    }

    private Connection connect(SlowChannel channel, SteppedGraph graph) {
      TransportMetrics metrics = new TransportMetrics(registry);
      ClientLimits limits = new ClientLimits(4, 1 << 20, 10_000);
      SplittableRandom ids = new SplittableRandom(1);
      Edge edge =
          TestEdge.of(
              EdgeConfig.USUAL,
              new Tls(registry, InstantSource.system(), ids, Duration.ZERO),
              () -> 0,
              registry);
      Observation observation = Observation.quiet(InstantSource.system());
      Reception reception = new Reception(limits, edge);
      ClientContext context =
          new ClientContext(
              graph,
              new PutChecks(SEA, graph, 1),
              reception,
              "pid",
              new MessageIds(ids),
              new SeededHash(1),
              metrics,
              new EntryCounts(registry),
              observation,
              new Admission(reception),
              drains());
      Loop loop = new Loop(channel.eventLoop(), 1, metrics, observation, () -> 0);
      Connection connection =
          new Connection(
              channel,
              loop,
              context,
              1,
              "",
              edge.limits().everybody(),
              new Visit(observation, 1, "", "", 0));
      channel
          .pipeline()
          .addLast(
              new ChannelInboundHandlerAdapter() {
                @Override
                public void channelWritabilityChanged(ChannelHandlerContext handler) {
                  if (handler.channel().isWritable()) {
                    connection.flushSoon();
                  }
                }
              });
      return connection;
    }

    private static Drains drains() {
      return new Drains(
          new DrainSettings(List.of(), 500),
          List::of,
          () -> "",
          System::nanoTime,
          InstantSource.system(),
          new Scheduler() {
            @Override
            public void after(Duration delay, Runnable task) {}

            @Override
            public void execute(Runnable task) {}
          });
    }

    private static Set<Query> subscriptions(int souls, SplittableRandom random) {
      Set<Query> subscriptions = new HashSet<>();
      for (int soul = 0; soul < souls; soul++) {
        if (random.nextInt(4) == 0) {
          for (int key = 0; key < 3; key++) {
            subscriptions.add(new Query("s" + soul, Optional.of("k" + key)));
          }
        } else {
          subscriptions.add(new Query("s" + soul, Optional.empty()));
        }
      }
      return subscriptions;
    }

    private static List<Delta> change(int souls, int keys, long state, SplittableRandom random) {
      List<Delta> deltas = new ArrayList<>();
      String soul = "s" + random.nextInt(souls);
      int first = random.nextInt(keys);
      for (int i = random.nextInt(Math.min(4, keys)); i >= 0; i--) {
        int size = random.nextInt(random.nextInt(10) == 0 ? LARGEST_VALUE : 200);
        Bytes value = Bytes.utf8('"' + "v".repeat(size) + state + '"');
        deltas.add(new Delta(soul, "k" + (first + i) % keys, state, value));
      }
      return deltas;
    }

    private double gauge(String name) {
      return registry.get(name).gauge().value();
    }

    private void read(SlowChannel channel) {
      wire.writeBytes(channel.taken());
      ByteBuffer frames = ByteBuffer.wrap(wire.toByteArray());
      while (frames.hasRemaining()) {
        int opcode = frames.get() & 0xF;
        int length = frames.get();
        if (length == 126) {
          length = frames.getShort() & 0xFFFF;
        } else if (length == 127) {
          length = Math.toIntExact(frames.getLong());
        }
        byte[] payload = new byte[length];
        frames.get(payload);
        if (opcode == 1) {
          FrameReader.read(payload, 0, length).orElseThrow().forEach(this::hear);
        }
      }
    }

    private void hear(Message message) {
      if (message.body() instanceof Message.Put(List<Delta> deltas)) {
        for (Delta delta : deltas) {
          view.merge(SteppedGraph.property(delta), delta, Run::winner);
        }
      }
    }

    private static Delta winner(Delta standing, Delta candidate) {
      return Ham.compare(candidate.state(), candidate.value(), standing.state(), standing.value())
              > 0
          ? candidate
          : standing;
    }
  }
}
