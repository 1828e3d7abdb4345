package io.gunrelay.benchmarks;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.wire.MessageWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From changes of one soul to a message's text. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Writing {
  @Param({"1", "8"})
  public int keys = 1;

  private final Bytes question = Bytes.utf8("\"abcdefghi\"");
  private List<Delta> deltas = List.of();

  @Setup
  public void change() {
    List<Delta> changed = new ArrayList<>();
    for (int i = 0; i < keys; i++) {
      Bytes value = Bytes.utf8("\"" + "some text of a value ".repeat(3) + "\"");
      changed.add(new Delta("load/run/soul", "k" + i, 1_700_000_000_000.001, value));
    }
    deltas = List.copyOf(changed);
  }

  @Benchmark
  public Bytes update() {
    return MessageWriter.update("abcdefghi", deltas);
  }

  /** An answer carries a hash of what it says. */
  @Benchmark
  public Bytes answer() {
    return MessageWriter.answer("abcdefghi", question, deltas, false);
  }
}
