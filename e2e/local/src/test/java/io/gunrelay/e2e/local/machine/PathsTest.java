package io.gunrelay.e2e.local.machine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PathsTest {
  private final Paths paths =
      new Paths(Map.of("/data", Path.of("/run/data"), "/data/deep", Path.of("/run/deep")));

  @Test
  void aMountPathAndWhatIsBelowItMoves() {
    assertThat(paths.rewrite("/data")).isEqualTo("/run/data");
    assertThat(paths.rewrite("/data/a/b")).isEqualTo("/run/data/a/b");
    assertThat(paths.rewrite("--dir=/data/a")).isEqualTo("--dir=/run/data/a");
  }

  @Test
  void theInnermostMountWins() {
    assertThat(paths.rewrite("/data/deep/x")).isEqualTo("/run/deep/x");
  }

  @Test
  void whatOnlyLooksLikeAMountPathStays() {
    assertThat(paths.rewrite("/database")).isEqualTo("/database");
    assertThat(paths.rewrite("serve")).isEqualTo("serve");
  }
}
