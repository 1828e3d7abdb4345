package io.gunrelay.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class ClassListRecorderTest {

  @Test
  void whatDiffersFromRunToRunIsLeftOut() {
    assertThat(
            ClassListRecorder.names(
                List.of(
                    "# NOTE: Do not modify this file.",
                    "java/lang/String id: 6",
                    "java/lang/Object id: 0",
                    "java/lang/Object id: 0",
                    "@lambda-proxy a/B run ()V",
                    "c/D id: 900 super: 0 source: /plugins/d.jar")))
        .containsExactly("@lambda-proxy a/B run ()V", "java/lang/Object", "java/lang/String");
  }
}
