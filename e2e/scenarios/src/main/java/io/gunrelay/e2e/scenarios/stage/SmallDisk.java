package io.gunrelay.e2e.scenarios.stage;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A small disk of its own, in memory, of which a node on this machine can make a volume. */
public final class SmallDisk implements AutoCloseable {
  private static final int BLOCK = 4096;

  private final Path folder;
  private final Path ballast;

  private SmallDisk(Path folder) {
    this.folder = folder;
    this.ballast = folder.resolve("ballast");
  }

  /** Makes one, which goes when the scenario is over. */
  public static SmallDisk mount(Stage stage, int mebibytes) {
    try {
      Path folder = Files.createTempDirectory("disk");
      Shell.run(
          "mount",
          "-t",
          "tmpfs",
          "-o",
          "mode=0777,size=%dm".formatted(mebibytes),
          "tmpfs",
          folder.toString());
      SmallDisk disk = new SmallDisk(folder);
      stage.atEnd(disk);
      return disk;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public Path path() {
    return folder;
  }

  /** Takes all the space that is left. */
  public void fill() {
    byte[] block = new byte[BLOCK];
    try (OutputStream out = Files.newOutputStream(ballast)) {
      while (true) {
        out.write(block);
      }
    } catch (IOException full) {
      if (!String.valueOf(full.getMessage()).contains("No space")) {
        throw new UncheckedIOException(full);
      }
    }
  }

  /** Gives back what {@link #fill} took. */
  public void free() {
    try {
      Files.deleteIfExists(ballast);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    // A relay that has been told to go may have files open still.
    Shell.run("umount", "-l", folder.toString());
    Files.delete(folder);
  }
}
