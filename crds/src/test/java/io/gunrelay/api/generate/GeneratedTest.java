package io.gunrelay.api.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTest {

  private static final Path ROOT = Path.of("..");

  static List<Generated> generated() throws IOException {
    return Generated.all(ROOT);
  }

  @ParameterizedTest
  @MethodSource("generated")
  void whatIsCommittedFollowsFromTheTypes(Generated file) {
    assertThat(file.isUpToDate(ROOT))
        .as("%s is up to date (if not: run make generate, commit the result)", file.path())
        .isTrue();
  }
}
