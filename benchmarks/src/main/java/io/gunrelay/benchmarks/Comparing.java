package io.gunrelay.benchmarks;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Ham;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Which of two values wins. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Comparing {
  private final double state = 1_700_000_000_000.001;
  private final Bytes value = Bytes.utf8("\"" + "a text of some length ".repeat(4) + "1\"");
  private final Bytes other = Bytes.utf8("\"" + "a text of some length ".repeat(4) + "2\"");
  private final Bytes number = Bytes.utf8("17.50");

  @Benchmark
  public int aLaterState() {
    return Ham.compare(state + 1, value, state, other);
  }

  @Benchmark
  public int theSameAgain() {
    return Ham.compare(state, value, state, value);
  }

  @Benchmark
  public int equalStatesAndOtherTexts() {
    return Ham.compare(state, value, state, other);
  }

  @Benchmark
  public int equalStatesAndAnotherKind() {
    return Ham.compare(state, value, state, number);
  }
}
