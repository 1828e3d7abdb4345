package io.gunrelay.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference says what the code does. With {@code -Dgenerate=write} it is written anew. */
class ReferencePageTest {

  private static final Path REFERENCE = Path.of("..", "docs", "reference");

  static List<ReferencePage> pages() throws IOException {
    return ReferencePage.all();
  }

  @ParameterizedTest
  @MethodSource("pages")
  void theReferenceFollowsFromTheCode(ReferencePage page) throws IOException {
    Path file = REFERENCE.resolve(page.name());
    if (System.getProperty("generate", "").equals("write")) {
      Files.writeString(file, page.content());
    }
    assertThat(file)
        .as("docs/reference/%s; \"make generate\" writes it", page.name())
        .hasContent(page.content());
  }
}
