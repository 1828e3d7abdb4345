package io.gunrelay.kubectl;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ExitCodeTest {

  private final StringWriter err = new StringWriter();

  @Test
  void withoutACommandItSaysWhichThereAre() {
    assertThat(run(Map.of())).isEqualTo(2);
    assertThat(err.toString()).contains("status, plan, pause, resume, rollout, drain");
  }

  @Test
  void argumentsThatMakeNoSenseEndWithTwo() {
    assertThat(run(Map.of(), "status", "-o", "xml")).isEqualTo(2);
    assertThat(run(Map.of(), "plan")).isEqualTo(2);
    assertThat(run(Map.of(), "drain", "fleet")).isEqualTo(2);
    assertThat(run(Map.of(), "rollout", "fleet")).isEqualTo(2);
    assertThat(run(Map.of(), "rollout", "stop", "fleet")).isEqualTo(2);
  }

  @Test
  void withoutAKubeconfigOneLineSaysWhatToDo() {
    assertThat(run(Map.of("HOME", "/nowhere"), "status")).isEqualTo(1);
    assertThat(err.toString())
        .startsWith("error: there is no kubeconfig: name one")
        .hasLineCount(1);
  }

  @Test
  void aTimeThatIsNoneIsNamed() {
    assertThat(run(Map.of(), "status", "--request-timeout=soon")).isEqualTo(1);
    assertThat(err.toString()).contains("--request-timeout=soon is no time");
  }

  private int run(Map<String, String> environment, String... arguments) {
    var terminal =
        new Terminal(
            environment,
            new PrintWriter(new StringWriter()),
            new PrintWriter(err, true),
            false,
            Clock.systemUTC());
    return Gunrelay.commandLine(terminal).execute(arguments);
  }
}
