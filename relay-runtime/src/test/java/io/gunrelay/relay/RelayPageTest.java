package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.config.Option;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The tables of docs/relay.md are made of the code. With {@code -Dgenerate=write} this test writes
 * them again.
 */
class RelayPageTest {
  private static final Path PAGE =
      Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
          .map(above -> above.resolve("docs/relay.md"))
          .filter(Files::exists)
          .findFirst()
          .orElseThrow();

  @TempDir Path data;

  @Test
  void everyOptionStandsInItsTable() throws IOException {
    check(
        "options",
        Stream.of(Option.values())
            .map(option ->
                "| `%s` | `%s` | %s | %s |"
                    .formatted(
                        option.flag(),
                        option.key(),
                        option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`",
                        option.help()))
            .collect(
                Collectors.joining("\n", "| flag | key | default | |\n|---|---|---|---|\n", "")));
  }

  @Test
  void everyExitCodeStandsInItsTable() throws IOException {
    check(
        "exit codes",
        Stream.of(ExitCode.values())
            .map(code -> "| %d | %s |".formatted(code.code(), code.meaning()))
            .collect(Collectors.joining("\n", "| code | meaning |\n|---|---|\n", "")));
  }

  @Test
  void everyMetricStandsInItsTable() throws Exception {
    Map<String, String> rows = new TreeMap<>();
    try (TestRelay relay = TestRelay.start(data);
        HttpClient client = HttpClient.newHttpClient()) {
      String text =
          client
              .send(
                  HttpRequest.newBuilder(relay.admin("/metrics")).build(), BodyHandlers.ofString())
              .body();
      Map<String, String> help =
          text.lines()
              .filter(line -> line.startsWith("# HELP gunrelay_"))
              .map(line -> line.split(" ", 4))
              .collect(Collectors.toMap(words -> words[2], words -> words[3]));
      text.lines()
          .filter(line -> line.startsWith("# TYPE gunrelay_"))
          .map(line -> line.split(" ", 4))
          .forEach(words ->
              rows.put(
                  words[2],
                  "| `%s` | %s | %s |"
                      .formatted(words[2], words[3], help.getOrDefault(words[2], ""))));
    }
    assertThat(rows).hasSizeGreaterThan(20);
    check("metrics", "| metric | type | |\n|---|---|---|\n" + String.join("\n", rows.values()));
  }

  private static void check(String section, String expected) throws IOException {
    String begin = "<!-- generated: " + section + " -->\n";
    String end = "\n<!-- end -->";
    String page = Files.readString(PAGE);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end, from);
    assertThat(page).contains(begin);
    if (System.getProperty("generate", "").equals("write")) {
      Files.writeString(PAGE, page.substring(0, from) + expected + page.substring(to));
    } else {
      assertThat(page.substring(from, to)).isEqualTo(expected);
    }
  }
}
