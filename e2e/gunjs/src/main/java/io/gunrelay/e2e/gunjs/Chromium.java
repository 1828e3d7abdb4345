package io.gunrelay.e2e.gunjs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where Chromium is. */
final class Chromium {
  static final String MISSING =
      "Chromium is missing: install it (Debian: apt install chromium) so that 'chromium' or"
          + " 'google-chrome' is in PATH, or name the program with CHROMIUM";

  private Chromium() {}

  /** Looks where {@code CHROMIUM} says, else in {@code PATH}. */
  static Optional<Path> find() {
    return find(System.getenv());
  }

  static Optional<Path> find(Map<String, String> environment) {
    String named = environment.getOrDefault("CHROMIUM", "");
    return named.isEmpty()
        ? inPath(environment.getOrDefault("PATH", ""))
        : Optional.of(Path.of(named)).filter(Files::isExecutable);
  }

  private static Optional<Path> inPath(String path) {
    return Stream.of("chromium", "google-chrome")
        .flatMap(
            name -> Stream.of(path.split(File.pathSeparator)).map(entry -> Path.of(entry, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
