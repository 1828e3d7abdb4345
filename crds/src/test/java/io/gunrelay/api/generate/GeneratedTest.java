package io.gunrelay.api.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GeneratedTest {

  private static final Path ROOT = Path.of("..");

  @ParameterizedTest
  @MethodSource("io.gunrelay.api.generate.Generated#all")
  void whatIsCommittedFollowsFromTheTypes(Generated file) {
    assertThat(file.isUpToDate(ROOT))
        .as("%s is up to date (if not: run make generate, commit the result)", file.path())
        .isTrue();
  }
}
