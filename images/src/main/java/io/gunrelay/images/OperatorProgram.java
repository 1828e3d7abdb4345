package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The operator: the folder that Quarkus packages, started by its own small launcher. */
final class OperatorProgram {
  private static final String FOLDER = "/opt/gunrelay-operator";

  /** Reached by name or as a service: the reference graph does not show them. */
  private static final List<String> EXTRA_MODULES =
      List.of(
          "java.logging",
          "java.management",
          "java.naming",
          "java.net.http",
          "jdk.management",
          "jdk.unsupported");

  private static final List<String> ARGUMENTS =
      List.of(
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+ExitOnOutOfMemoryError",
          // A quarter, as usual, is full with a thousand fleets; what is no heap takes half.
          "-XX:MaxRAMPercentage=30",
          // The second compiler takes a third of all processor time and forty megabytes, and gains
          // nothing: most time goes into waiting, the rest into code that runs once in a while.
          "-XX:TieredStopAtLevel=1",
          "-XX:-UsePerfData",
          "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
          "-jar",
          FOLDER + "/quarkus-run.jar");

  static final Program PROGRAM =
      new Program(
          "operator",
          "GunRelay: the operator of relay fleets",
          FOLDER,
          Program.java(FOLDER),
          List.of(),
          List.of(8080),
          List.of());

  private OperatorProgram() {}

  /**
   * Lays the operator and its runtime out.
   *
   * @param application the folder {@code quarkus-app}
   */
  static void layOut(ImageRoot root, Path application, JavaRuntime runtime) throws IOException {
    Path lib = application.resolve("lib");
    List<Path> jars;
    try (Stream<Path> all = Files.walk(application)) {
      jars = all.filter(file -> file.toString().endsWith(".jar")).sorted().toList();
    }
    List<Path> roots = jars.stream().filter(jar -> !jar.startsWith(lib)).toList();
    root.copyTree(application, FOLDER);
    runtime.link(
        root,
        runtime.modulesOf(roots, jars, EXTRA_MODULES),
        root.folder().resolveSibling("operator-runtime"));
    root.write(FOLDER + "/java.args", String.join("\n", ARGUMENTS) + "\n");
    // The archive of the JDK's own classes; the JVM looks for it here by itself.
    Command.run(
        root.folder(),
        List.of(
            root.at(JavaRuntime.HOME + "/bin/java").toString(), "-Xshare:dump", "-Xlog:disable"));
  }
}
