package io.gunrelay.api.generate;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Behind {@code make generate}: writes the generated files, or says which are out of date. */
public final class Generate {

  private Generate() {}

  /**
   * Writes or checks.
   *
   * @param args {@code write} or {@code check}, and the repository's root
   */
  public static void main(String[] args) throws IOException {
    Path root = Path.of(args[1]).normalize();
    switch (args[0]) {
      case "write" -> {
        for (Generated file : Generated.all(root)) {
          file.write(root);
        }
      }
      case "check" -> {
        List<String> stale =
            Generated.all(root).stream()
                .filter(file -> !file.isUpToDate(root))
                .map(Generated::path)
                .toList();
        if (!stale.isEmpty()) {
          throw new IllegalStateException(
              "out of date: "
                  + String.join(", ", stale)
                  + "; run make generate, commit the result");
        }
      }
      default -> throw new IllegalArgumentException("write or check, not " + args[0]);
    }
  }
}
