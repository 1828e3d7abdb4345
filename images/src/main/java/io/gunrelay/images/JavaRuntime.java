package io.gunrelay.images;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A Java runtime that holds only the modules which a program needs. */
record JavaRuntime(Path jdk) {
  /** Where the runtime lies in the image. */
  static final String HOME = "/opt/java";

  /**
   * Jackson refers to java.beans, and does without where it is missing: no window is opened here.
   */
  private static final Set<String> DESKTOP =
      Set.of("java.desktop", "java.datatransfer", "java.prefs");

  /**
   * Finds the modules by the program's static references.
   *
   * @param roots the jars that are started from; what they refer to is followed. None of them may
   *     be a named module, whose needs would be looked for among modules alone
   * @param extra modules that are only reached by name or as a service
   */
  String modulesOf(List<Path> roots, List<Path> jars, List<String> extra) {
    var command =
        new ArrayList<>(
            List.of(
                jdk.resolve("bin/jdeps").toString(),
                "--multi-release=25",
                "--ignore-missing-deps",
                "--print-module-deps",
                "--class-path",
                jars.stream().map(Path::toString).collect(Collectors.joining(":"))));
    roots.forEach(root -> command.add(root.toString()));
    String printed = Command.run(Path.of("/"), command);
    var modules = new TreeSet<String>(extra);
    printed
        .lines()
        .filter(line -> line.startsWith("java.") || line.startsWith("jdk."))
        .flatMap(line -> Arrays.stream(line.split(",", -1)))
        .filter(module -> !DESKTOP.contains(module))
        .forEach(modules::add);
    if (!modules.contains("java.base")) {
      throw new IllegalStateException("jdeps named no module: " + printed);
    }
    return String.join(",", modules);
  }

  /** Links the runtime into the image. */
  void link(ImageRoot root, String modules, Path scratch) throws IOException {
    Path linked = ImageRoot.empty(scratch).folder().resolve("java");
    Command.run(
        Path.of("/"),
        List.of(
            jdk.resolve("bin/jlink").toString(),
            "--add-modules=" + modules,
            "--strip-java-debug-attributes",
            "--no-header-files",
            "--no-man-pages",
            // Small enough, and read faster at the start than stronger compression.
            "--compress=zip-2",
            "--output=" + linked));
    root.copyTree(linked, HOME);
    // The launcher alone is used; each other program would only be one more thing to exploit.
    try (Stream<Path> programs = Files.list(root.at(HOME + "/bin"))) {
      programs
          .filter(program -> !program.endsWith("java"))
          .forEach(program -> {
            try {
              Files.delete(program);
            } catch (IOException e) {
              throw new UncheckedIOException(e);
            }
          });
    }
  }
}
