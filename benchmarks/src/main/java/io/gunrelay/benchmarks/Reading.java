package io.gunrelay.benchmarks;

import io.gunrelay.relay.wire.FrameReader;
import io.gunrelay.relay.wire.Message;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** From a frame's text to messages. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class Reading {
  /** What the frame holds. */
  public enum Frame {
    GET,
    PUT,
    PUTS_25,
    SIGNED_PUT
  }

  @Param public Frame frame = Frame.PUT;

  private byte[] text = {};

  @Setup
  public void write() {
    String written =
        switch (frame) {
          case GET -> "{\"#\":\"abcdefghi\",\"get\":{\"#\":\"some/soul\",\".\":\"key\"}}";
          case PUT -> Texts.put(0);
          case PUTS_25 -> Texts.batch(25);
          case SIGNED_PUT -> Texts.signedPut();
        };
    text = written.getBytes(StandardCharsets.UTF_8);
  }

  @Benchmark
  public Optional<List<Message>> read() {
    return FrameReader.read(text, 0, text.length);
  }
}
