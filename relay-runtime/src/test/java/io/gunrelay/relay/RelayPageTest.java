package io.gunrelay.relay;

import io.gunrelay.relay.config.Option;
import java.io.IOException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables of docs/relay.md are made of the code. */
class RelayPageTest {
  private static final GeneratedPage PAGE = GeneratedPage.of("relay.md");

  @Test
  void everyOptionStandsInItsTable() throws IOException {
    PAGE.check(
        "options",
        Stream.of(Option.values())
            .map(option ->
                "| `%s` | `%s` | %s | %s | %s |"
                    .formatted(
                        option.flag(),
                        option.key(),
                        option.defaultText().isEmpty() ? "" : "`" + option.defaultText() + "`",
                        option.isLive() ? "yes" : "",
                        option.help()))
            .collect(
                Collectors.joining(
                    "\n", "| flag | key | default | live | |\n|---|---|---|---|---|\n", "")));
  }

  @Test
  void everyExitCodeStandsInItsTable() throws IOException {
    PAGE.check(
        "exit codes",
        Stream.of(ExitCode.values())
            .map(code -> "| %d | %s |".formatted(code.code(), code.meaning()))
            .collect(Collectors.joining("\n", "| code | meaning |\n|---|---|\n", "")));
  }
}
