package io.gunrelay.relay.graph;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedOutlivesAKilledProcess() throws IOException {
    for (int round = 0; round < 3; round++) {
      List<Integer> acknowledged = writeUntilKilled(500 + 700 * round);
      int last = acknowledged.stream().mapToInt(Integer::intValue).max().orElseThrow();
      try (TestGraph graph = new TestGraph(folder)) {
        for (int number : acknowledged) {
          assertThat(graph.new Listener().get("soul" + number % 100, "k" + number).text())
              .isEqualTo("soul%d.k%d=%d@1".formatted(number % 100, number, number));
        }
        String counter = graph.new Listener().get("counter", "last").text();
        assertThat(
                Integer.parseInt(counter.substring(counter.indexOf('=') + 1, counter.indexOf('@'))))
            .isGreaterThanOrEqualTo(last);
      }
    }
  }

  private List<Integer> writeUntilKilled(int lines) throws IOException {
    Process process =
        new ProcessBuilder(
                System.getProperty("java.home") + File.separator + "bin" + File.separator + "java",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Writer.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    List<Integer> acknowledged = new ArrayList<>();
    try (BufferedReader output = process.inputReader()) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        acknowledged.add(Integer.parseInt(line));
        if (acknowledged.size() == lines) {
          // What it had printed is still to be read, so not by the process' own method.
          boolean _ = process.toHandle().destroyForcibly();
        }
      }
    } finally {
      process.destroyForcibly();
    }
    assertThat(acknowledged).hasSizeGreaterThanOrEqualTo(lines);
    return acknowledged;
  }
}
