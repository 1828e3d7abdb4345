package io.gunrelay.e2e.loadgen;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.gunrelay.e2e.loadgen.TinyRelay.Deed;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class LoadgenTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void resultsAreJsonOnRequest() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.TAKE)) {
      int code = run("puts --seconds 1 --warmup 0 --in-flight 4 --json --url " + relay.url());

      JsonNode result = new ObjectMapper().readTree(out.toString());
      assertThat(code).isZero();
      assertThat(result.get("acknowledged").asLong()).isPositive();
      assertThat(result.at("/latency/p99Millis").asDouble()).isPositive();
    }
  }

  @Test
  void verifyFailsWhenAPromiseWasBroken(@TempDir Path folder) throws Exception {
    Path acked = folder.resolve("acked");
    try (TinyRelay relay = new TinyRelay(put -> put == 0 ? Deed.ACKNOWLEDGE_BUT_LOSE : Deed.TAKE)) {
      int put =
          run(
              "puts --seconds 1 --warmup 0 --in-flight 1 --acked %s --url %s"
                  .formatted(acked, relay.url()));
      int verified = run("verify %s --url %s".formatted(acked, relay.url()));

      assertThat(put).isZero();
      assertThat(verified).isEqualTo(1);
      assertThat(out.toString()).contains("1 missing").contains("/0/0");
    }
  }

  @Test
  void aRelayThatNeverAcknowledgesFailsThePuts() throws Exception {
    try (TinyRelay relay = new TinyRelay(put -> Deed.IGNORE)) {
      assertThat(run("puts --seconds 0.2 --warmup 0 --url " + relay.url())).isEqualTo(1);
    }
  }

  @Test
  void aWrongUrlIsExplained() {
    assertThat(run("idle --url http://127.0.0.1/gun")).isEqualTo(1);
    assertThat(err.toString()).contains("write ws://host:port/gun");
  }

  @Test
  void anUnknownOptionIsAWrongCommandLine() {
    assertThat(run("puts --no-such")).isEqualTo(2);
  }

  private int run(String commandLine) {
    CommandLine loadgen = Loadgen.commandLine();
    loadgen.setOut(new PrintWriter(out));
    loadgen.setErr(new PrintWriter(err));
    return loadgen.execute(commandLine.split(" ", -1));
  }
}
