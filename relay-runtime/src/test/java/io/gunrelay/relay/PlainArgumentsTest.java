package io.gunrelay.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.gunrelay.relay.config.Machine;
import io.gunrelay.relay.config.Option;
import io.gunrelay.relay.config.Settings;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlainArgumentsTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "serve",
        "serve --port=0 --admin-port 0 --data-dir=/tmp/a=b",
        "serve --region west --replicate-with a:1,b:2 --replication-insecure true --log-format=json --cache-bytes 16MiB",
        "serve --replicate-with a:1 --replication-insecure true --port 0 --replicate-with=b:2,c:3 --allowed-origins https://a.example",
      })
  void aPlainCommandLineIsReadAsTheLibraryReadsIt(String commandLine) throws Exception {
    String[] arguments = commandLine.split(" ", -1);
    List<Settings> read = new ArrayList<>();
    Map<String, String> environment = Map.of("HOSTNAME", "here");
    Commands.of(
            environment,
            new PrintStream(OutputStream.nullOutputStream(), true, UTF_8),
            (settings, out) ->
                () -> {
                  read.add(settings);
                  return 0;
                })
        .execute(arguments);
    PlainArguments plain = PlainArguments.read(arguments).orElseThrow();
    Settings settings =
        Settings.resolve(plain.flags(), plain.file(), environment, Machine.here(environment));

    assertThat(describe(settings)).isEqualTo(describe(read.getFirst()));
  }

  @Test
  void theFileIsTaken() {
    PlainArguments plain =
        PlainArguments.read(new String[] {"serve", "--config", "/etc/relay.yaml"}).orElseThrow();

    assertThat(plain.file()).isEqualTo("/etc/relay.yaml");
    assertThat(plain.flags()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "config show",
        "--help",
        "serve --help",
        "serve --port",
        "serve --port=",
        "serve --port 1 --port 2",
        "serve --config a --config b",
        "serve --prot 1",
        "serve --port --admin-port",
        "serve extra 1",
        "serve @file x",
      })
  void whatIsNotPlainIsLeftToTheLibrary(String commandLine) {
    assertThat(PlainArguments.read(commandLine.split(" ", -1))).isEmpty();
  }

  @Test
  void whatTakesSeveralValuesCanBeRepeated() {
    PlainArguments plain =
        PlainArguments.read("serve --replicate-with a:1 --replicate-with=b:2,c:3".split(" ", -1))
            .orElseThrow();

    assertThat(plain.flags()).containsEntry(Option.REPLICATE_WITH, "a:1,b:2,c:3");
  }

  private static List<String> describe(Settings settings) {
    return Stream.of(Option.values())
        .map(option -> option + " " + settings.text(option) + " " + settings.source(option))
        .toList();
  }
}
