package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Container images from nothing but a JDK and Debian's files. */
@Command(
    name = "images",
    mixinStandardHelpOptions = true,
    subcommands = Build.class,
    description = "Builds container images, without a daemon.")
final class Main {
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Main())
            .setExecutionExceptionHandler((failure, line, parsed) -> {
              line.getErr().println("images: " + failure.getMessage());
              return 1;
            })
            .execute(args));
  }

  @Command(
      name = "record",
      description = "Writes down the classes that a relay loads at its start.")
  int record(
      @Option(names = "--from", required = true, description = "the packaged relay's folder")
          Path relay,
      @Option(names = "--class-list", required = true, description = "the file to write") Path list)
      throws IOException, InterruptedException {
    new ClassListRecorder(relay, Path.of(System.getProperty("java.home"))).record(list);
    return 0;
  }
}
