package io.gunrelay.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Two ways lead to the relay's image; both must end at the same one. */
final class DockerfileTest {
  private final Program relay = RelayProgram.PROGRAM;

  @Test
  void theDockerfileStartsTheRelayAsTheOtherImageDoes() throws IOException {
    assertThat(Files.readAllLines(Path.of("../Dockerfile")))
        .contains(
            "ENTRYPOINT " + json(relay.entrypoint()),
            "CMD " + json(relay.arguments()),
            "ENV "
                + Program.ENVIRONMENT.entrySet().stream()
                    .map(variable -> variable.getKey() + "=" + variable.getValue())
                    .collect(Collectors.joining(" ")),
            "USER %1$d:%1$d".formatted(Program.USER),
            "EXPOSE "
                + relay.ports().stream().map(String::valueOf).collect(Collectors.joining(" ")));
  }

  private static String json(List<String> words) {
    return words.stream().collect(Collectors.joining("\", \"", "[\"", "\"]"));
  }
}
