package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The relay: a class path, its native libraries beside it, and an archive of its classes. */
final class RelayProgram {
  private static final String FOLDER = "/opt/gun-relay";
  private static final String NATIVE = FOLDER + "/native";
  private static final String DATA = "/var/lib/gun-relay";
  private static final String ARCHIVE = FOLDER + "/gun-relay.jsa";
  static final String MAIN = "io.gunrelay.relay.Main";

  /** Reached by name or as a service: the reference graph does not show them. */
  private static final List<String> EXTRA_MODULES =
      List.of(
          // For agents that whoever runs it may add in a layer or by JAVA_TOOL_OPTIONS.
          "java.instrument",
          "java.logging",
          "java.management",
          "jdk.management",
          "jdk.unsupported");

  static final List<String> FLAGS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          // By default it starts with a 64th of the machine, which an idle relay never needs.
          "-Xms16m",
          // Below 2 GB the JVM would choose one that stops all clients for as long as it collects.
          "-XX:+UseG1GC",
          // Its file would need a writable /tmp.
          "-XX:-UsePerfData",
          // Netty's events for the flight recorder would have the first client wait for it.
          "-Dio.netty.jfr.enabled=false",
          // Without it, the library would be looked for in a jar and written to /tmp.
          "-Dcom.amazon.corretto.crypto.provider.useExternalLib=true",
          "-Djava.library.path=" + NATIVE);

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
    List<Path> jars = filesOf(distribution.resolve("lib"), name -> name.endsWith(".jar"));
    var classPath = new ArrayList<String>();
    for (Path jar : jars) {
      String path = FOLDER + "/lib/" + jar.getFileName();
      root.copy(jar, path);
      classPath.add(path);
    }
    Platform platform = Platform.ofThisMachine();
    Path folder = distribution.resolve("native");
    var libraries = new ArrayList<Path>(filesOf(folder, platform::runs));
    libraries.addAll(filesOf(folder.resolve(platform.machine()), name -> name.endsWith(".so")));
    for (Path library : libraries) {
      root.copy(library, NATIVE + "/" + library.getFileName());
    }
    runtime.link(
        root,
        runtime.modulesOf(jars, jars, EXTRA_MODULES),
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

  private static List<Path> filesOf(Path folder, Predicate<String> wanted) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> found =
          files.filter(file -> wanted.test(file.getFileName().toString())).sorted().toList();
      if (found.isEmpty()) {
        throw new IllegalStateException(folder + " holds nothing that the image needs");
      }
      return found;
    }
  }
}
