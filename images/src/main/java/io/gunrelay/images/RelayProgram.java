package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The relay: a class path, its native libraries beside it, and an archive of its classes. */
final class RelayProgram {
  private static final String FOLDER = "/opt/gun-relay";
  private static final String DATA = "/var/lib/gun-relay";
  private static final String ARCHIVE = FOLDER + "/gun-relay.jsa";
  static final String MAIN = "io.gunrelay.relay.Main";

  /** Reached by name or as a service: the reference graph does not show them. */
  private static final List<String> EXTRA_MODULES =
      List.of("java.logging", "java.management", "jdk.management", "jdk.unsupported");

  static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          // Its file would need a writable /tmp.
          "-XX:-UsePerfData",
          "-Djava.library.path=" + FOLDER + "/native");

  static final Program PROGRAM =
      new Program(
          "relay",
          "GunRelay: a relay for GUN",
          FOLDER,
          Program.java(FOLDER),
          List.of("serve", "--data-dir", DATA),
          List.of(8765, 8766, 9090),
          List.of(DATA));

  private RelayProgram() {}

  /**
   * Lays the relay and its runtime out.
   *
   * @param distribution the folder that the build of the relay leaves
   * @param classList see {@link ClassDataArchive}
   */
  static void layOut(ImageRoot root, Path distribution, Path classList, JavaRuntime runtime)
      throws IOException {
    List<Path> jars;
    try (Stream<Path> lib = Files.list(distribution.resolve("lib"))) {
      jars = lib.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    var natives = new NativeLibraries(Platform.ofThisMachine());
    root.directory(FOLDER + "/lib");
    var classPath = new ArrayList<String>();
    for (Path jar : jars) {
      String path = FOLDER + "/lib/" + jar.getFileName();
      natives.split(jar, root.at(path), root.at(FOLDER + "/native"));
      classPath.add(path);
    }
    runtime.link(
        root,
        runtime.modulesOf(jars, EXTRA_MODULES),
        root.folder().resolveSibling("relay-runtime"));

    var arguments = new ArrayList<>(FLAGS);
    arguments.add("-XX:SharedArchiveFile=" + ARCHIVE);
    arguments.add("-cp");
    arguments.add(String.join(":", classPath));
    arguments.add(MAIN);
    root.write(FOLDER + "/java.args", String.join("\n", arguments) + "\n");

    root.settle();
    ClassDataArchive.dump(root, FLAGS, classPath, classList, ARCHIVE);
  }
}
