package io.gunrelay.relay;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A page of the documentation whose tables are made of the code. With {@code -Dgenerate=write} a
 * check writes its table again.
 */
public record GeneratedPage(Path file) {
  /** The page with this name in {@code docs}. */
  public static GeneratedPage of(String name) {
    return new GeneratedPage(
        Stream.iterate(Path.of("").toAbsolutePath(), above -> above != null, Path::getParent)
            .map(above -> above.resolve("docs").resolve(name))
            .filter(Files::exists)
            .findFirst()
            .orElseThrow());
  }

  /** The section holds what the code says. */
  public void check(String section, String expected) throws IOException {
    String begin = "<!-- generated: " + section + " -->\n";
    String end = "\n<!-- end -->";
    String page = Files.readString(file);
    assertThat(page).contains(begin);
    int from = page.indexOf(begin) + begin.length();
    int to = page.indexOf(end, from);
    if (System.getProperty("generate", "").equals("write")) {
      Files.writeString(file, page.substring(0, from) + expected + page.substring(to));
    } else {
      assertThat(page.substring(from, to))
          .as("docs/%s; \"make generate\" writes it", file.getFileName())
          .isEqualTo(expected);
    }
  }
}
