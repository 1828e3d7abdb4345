package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code images build relay|operator}: what {@code make images} runs. */
@Command(
    name = "build",
    mixinStandardHelpOptions = true,
    description = "Builds one container image, without a daemon.")
final class Build implements Callable<Integer> {
  /** The program that goes into the image. */
  enum Which {
    relay,
    operator
  }

  @Parameters(index = "0", description = "${COMPLETION-CANDIDATES}")
  private Which which = Which.relay;

  @Option(names = "--from", required = true, description = "the packaged program's folder")
  private Path from = Path.of("");

  @Option(names = "--version", required = true, description = "the version, for labels")
  private String version = "";

  @Option(names = "--name", required = true, description = "the image's name, with its tag")
  private String name = "";

  @Option(names = "--work", required = true, description = "folder for intermediate results")
  private Path work = Path.of("");

  @Option(names = "--archive", description = "write an image without a base to this file")
  private @Nullable Path archive;

  @Option(
      names = "--base",
      description = "push an image on top of this one (or of scratch) to its registry")
  private @Nullable String base;

  @Option(names = "--digest-file", description = "write the image's digest to this file as well")
  private @Nullable Path digestFile;

  @Option(names = "--insecure", description = "allow registries without TLS")
  private boolean insecure;

  @Option(names = "--class-list", description = "classes that the relay loads at its start")
  private @Nullable Path classList;

  @Option(
      names = "--jdk",
      defaultValue = "${env:JAVA_HOME}",
      description = "the JDK that the runtime is taken from (default: JAVA_HOME)")
  private Path jdk = Path.of("");

  @Override
  public Integer call() throws IOException {
    if (Files.notExists(from)) {
      throw new IllegalStateException(from + " is not there: run 'make build' first");
    }
    var runtime = new JavaRuntime(jdk);
    ImageRoot root = ImageRoot.empty(work.resolve(which.name()).resolve("root"));
    Path packaged = from.toAbsolutePath();
    Program program =
        switch (which) {
          case relay -> {
            RelayProgram.layOut(
                root, packaged, Optional.ofNullable(classList).orElseThrow(), runtime);
            yield RelayProgram.PROGRAM;
          }
          case operator -> {
            OperatorProgram.layOut(root, packaged, runtime);
            yield OperatorProgram.PROGRAM;
          }
        };
    if (base == null || ImageWriter.parse(base).isScratch()) {
      SystemLibraries.addTo(root);
      Users.addTo(root);
    }
    root.settle();
    var writer = new ImageWriter(ImageRoot.empty(work.resolve(which + "-cache")).folder());
    var reference = ImageWriter.parse(name);
    if (base != null) {
      String digest =
          writer.push(root, program, version, ImageWriter.parse(base), reference, insecure);
      System.out.printf(Locale.ROOT, "pushed %s %s%n", name, digest);
      keep(digest);
    }
    if (archive != null) {
      String digest = writer.writeArchive(root, program, version, reference, archive);
      System.out.printf(
          Locale.ROOT,
          "%s %s %s, %d MB unpacked%n",
          archive,
          name,
          digest,
          root.bytes() / 1_000_000);
      keep(digest);
    }
    return 0;
  }

  private void keep(String digest) throws IOException {
    if (digestFile != null) {
      Files.writeString(digestFile, digest + "\n");
    }
  }
}
