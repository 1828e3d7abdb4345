package io.gunrelay.benchmarks;

import io.gunrelay.relay.bytes.Bytes;
import io.gunrelay.relay.graph.Delta;
import io.gunrelay.relay.sea.Curves;
import io.gunrelay.relay.sea.Judgement;
import io.gunrelay.relay.sea.Sea;
import io.gunrelay.relay.sea.SeaSettings;
import java.time.InstantSource;
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

/** What a user signed, and whether it is so. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class Judging {
  /** Who computes on the curve. */
  public enum Provider {
    FASTEST,
    JDK
  }

  @Param public Provider provider = Provider.FASTEST;

  private final List<Delta> signed = List.of(delta("name"));
  // A good signature is remembered, a bad one computed each time.
  private final List<Delta> forged = List.of(delta("nome"));
  private Sea sea = sea(Provider.FASTEST);

  @Setup
  public void choose() {
    sea = sea(provider);
    if (!judge(signed).refusal().isEmpty() || judge(forged).refusal().isEmpty()) {
      throw new IllegalStateException("the signature is not judged as it is");
    }
  }

  private static Sea sea(Provider provider) {
    return new Sea(
        SeaSettings.USUAL,
        InstantSource.system(),
        provider == Provider.FASTEST ? Curves.fastest() : Curves.ofTheJdk());
  }

  private static Delta delta(String key) {
    return new Delta("~" + Texts.PUB, key, 1_700_000_000_000.001, Bytes.utf8(Texts.SIGNED_VALUE));
  }

  private Judgement judge(List<Delta> put) {
    return sea.judge(put);
  }

  @Benchmark
  public Judgement aKnownSignature() {
    return judge(signed);
  }

  @Benchmark
  public Judgement aSignatureThatHasToBeVerified() {
    return judge(forged);
  }
}
