package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.transport.RawClient;
import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code -Dslow.readers=5000} has more of them, {@code -Dslow.rounds=5000} a larger burst. */
class SlowReadersTest {
  private static final int READERS = Integer.getInteger("slow.readers", 1_000);
  private static final int ROUNDS = Integer.getInteger("slow.rounds", 500);
  private static final int KEYS = 100;
  private static final String FILLING = "x".repeat(1_000);
  private static final long FLAT_BYTES = 24 << 20;

  @Test
  void whoDoesNotReadTakesNoMemoryAndHasWhatIsNewestOnceItReads(@TempDir Path data)
      throws Exception {
    try (TestRelay relay = TestRelay.start(data, 0, READERS + 10);
        RawClient writer = RawClient.open(relay.port())) {
      List<RawClient> readers = subscribe(relay);
      long before = memory();

      for (int round = 0; round < ROUNDS; round++) {
        writer.text(burst(round));
        assertThat(writer.readText()).contains("\"ok\":true");
      }

      assertThat(relay.metric("gunrelay_conflated_connections")).isEqualTo(READERS);
      long grown = memory() - before;
      System.out.printf("%d stalled readers took %,d bytes%n", READERS, grown);
      assertThat(grown).isLessThan(FLAT_BYTES);

      try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Future<Long>> reading = new ArrayList<>();
        for (RawClient reader : readers) {
          reading.add(threads.submit((Callable<Long>) () -> readToTheEnd(reader)));
        }
        long taken = 0;
        for (Future<Long> one : reading) {
          taken += one.get(60, TimeUnit.SECONDS);
        }
        System.out.printf("and read %,d bytes%n", taken);
      }
      for (RawClient reader : readers) {
        reader.close();
      }
    }
  }

  private static List<RawClient> subscribe(TestRelay relay) throws IOException {
    List<RawClient> readers = new ArrayList<>();
    for (int i = 0; i < READERS; i++) {
      RawClient reader = RawClient.open(relay.port());
      reader.takeLittle();
      reader.text("{\"#\":\"g\",\"get\":{\"#\":\"room\"}}");
      assertThat(reader.readText()).isEqualTo("{\"@\":\"g\"}");
      readers.add(reader);
    }
    return readers;
  }

  private static String burst(int round) {
    StringBuilder states = new StringBuilder();
    StringBuilder values = new StringBuilder();
    for (int key = 0; key < KEYS; key++) {
      states.append(key == 0 ? "" : ",").append("\"k%d\":%d".formatted(key, round + 1));
      values.append(",\"k%d\":\"%s%d\"".formatted(key, FILLING, round));
    }
    return "{\"#\":\"p%d\",\"put\":{\"room\":{\"_\":{\"#\":\"room\",\">\":{%s}}%s}}}"
        .formatted(round, states, values);
  }

  /** How many bytes it takes until it has the last round's values. */
  private static long readToTheEnd(RawClient reader) throws IOException {
    Map<String, String> view = new HashMap<>();
    Map<String, String> newest = new HashMap<>();
    IntStream.range(0, KEYS)
        .forEach(key -> newest.put("k" + key, '"' + FILLING + (ROUNDS - 1) + '"'));
    long taken = 0;
    while (!view.equals(newest)) {
      RawClient.Frame frame = reader.read();
      taken += frame.payload().size();
      if (frame.opcode() == RawClient.TEXT) {
        byte[] text = frame.payload().array();
        for (Message message : FrameReader.read(text, 0, text.length).orElseThrow()) {
          if (message.body() instanceof Message.Put(var deltas)) {
            deltas.forEach(delta -> view.put(delta.key(), delta.value().text()));
          }
        }
      }
    }
    return taken;
  }

  private static long memory() {
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed()
        + PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory();
  }
}
