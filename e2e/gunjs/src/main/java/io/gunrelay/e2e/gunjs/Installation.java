package io.gunrelay.e2e.gunjs;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where Node and this module's scripts are.
 *
 * @param node the {@code node} program
 * @param folder the folder of {@code client.mjs}, with {@code node_modules} beside it
 */
record Installation(Path node, Path folder) {

  /**
   * Looks for {@code node} in {@code PATH}, and for the scripts in the folder that {@code
   * GUNRELAY_GUNJS_DIR} names, else in {@code e2e/gunjs} of the present folder or one above it.
   *
   * @throws IllegalStateException when one is missing; the message says what to do
   */
  static Installation find() {
    return find(System.getenv(), Path.of("").toAbsolutePath());
  }

  static Installation find(Map<String, String> environment, Path present) {
    Path node =
        Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator))
            .map(entry -> Path.of(entry, "node"))
            .filter(Files::isExecutable)
            .findFirst()
            .orElseThrow(() ->
                new IllegalStateException(
                    "Node is missing: install Node 20 or newer (Debian: apt install nodejs npm)"
                        + " so that 'node' is in PATH"));
    Path folder =
        Optional.ofNullable(environment.get("GUNRELAY_GUNJS_DIR"))
            .map(Path::of)
            .or(() ->
                Stream.iterate(present, above -> above != null, Path::getParent)
                    .map(above -> above.resolve("e2e/gunjs"))
                    .filter(candidate -> Files.exists(candidate.resolve("client.mjs")))
                    .findFirst())
            .orElseThrow(() ->
                new IllegalStateException(
                    "e2e/gunjs is not in "
                        + present
                        + " nor above it: run inside the repository, or name the folder with"
                        + " GUNRELAY_GUNJS_DIR"));
    if (!Files.isDirectory(folder.resolve("node_modules/gun"))) {
      throw new IllegalStateException(
          "gun.js is not installed in " + folder + ": run 'make node-modules'");
    }
    return new Installation(node, folder);
  }
}
