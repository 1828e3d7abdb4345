package io.gunrelay.relay.files;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Where a graph is read from. */
public sealed interface Source {
  /**
   * Reads all of it.
   *
   * @throws FileException if it cannot be read, or is not what it should be
   */
  void read(Receiver receiver) throws FileException, InterruptedException;

  /** Whether it can be read more than once. */
  default boolean isRepeatable() {
    return true;
  }

  /** A stream of GUN JSON, a file of it, or a folder of radisk's files. */
  static Source of(Path path) throws FileException {
    if (Files.isDirectory(path)) {
      return new Radisk(path);
    }
    if (!Files.exists(path)) {
      throw new FileException("%s is not there".formatted(path));
    }
    return Files.isRegularFile(path) ? new JsonFile(path) : new Pipe(path);
  }

  /** GUN JSON that is read as it comes; stays the caller's. */
  record Stream(String name, InputStream in) implements Source {
    @Override
    public void read(Receiver receiver) throws FileException, InterruptedException {
      GraphJson.read(new JsonInput(name, in), receiver);
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }
  }

  /** A file of GUN JSON. */
  record JsonFile(Path file) implements Source {
    @Override
    public void read(Receiver receiver) throws FileException, InterruptedException {
      try (InputStream in = Files.newInputStream(file)) {
        GraphJson.read(new JsonInput(file.toString(), in), receiver);
      } catch (IOException e) {
        throw unreadable(file, e);
      }
    }
  }

  /** GUN JSON from something that is no file. */
  record Pipe(Path path) implements Source {
    @Override
    public void read(Receiver receiver) throws FileException, InterruptedException {
      new JsonFile(path).read(receiver);
    }

    @Override
    public boolean isRepeatable() {
      return false;
    }
  }

  /**
   * The files of gun.js' radisk, usually {@code radata}. How they are named is of no importance:
   * each holds whole names. All but the list of the files is read.
   */
  record Radisk(Path folder) implements Source {
    /** {@code String.fromCharCode(28)}, encoded. */
    private static final String LIST = "%1C";

    @Override
    public void read(Receiver receiver) throws FileException, InterruptedException {
      List<Path> files = files();
      if (files.isEmpty()) {
        throw new FileException(
            "%s holds no files of gun.js' radisk; name the folder that its relay calls radata"
                .formatted(folder));
      }
      for (Path file : files) {
        try (BufferedInputStream in =
            new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
          read(file, in, receiver);
        } catch (IOException e) {
          throw unreadable(file, e);
        }
      }
    }

    private List<Path> files() throws FileException {
      List<Path> files = new ArrayList<>();
      try (DirectoryStream<Path> all = Files.newDirectoryStream(folder)) {
        for (Path file : all) {
          if (Files.isRegularFile(file) && !file.endsWith(LIST)) {
            files.add(file);
          }
        }
      } catch (IOException | DirectoryIteratorException e) {
        throw unreadable(folder, e);
      }
      Collections.sort(files);
      return files;
    }

    private static void read(Path file, BufferedInputStream in, Receiver receiver)
        throws IOException, FileException, InterruptedException {
      in.mark(1);
      int first = in.read();
      in.reset();
      switch (first) {
        case '{' -> RadixJson.read(new JsonInput(file.toString(), in), receiver);
        case RadLines.SEPARATOR ->
            RadLines.read(
                file.toString(),
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8)),
                receiver);
        case -1 -> {
          // gun.js takes an empty file for none.
        }
        default ->
            throw new FileException(
                "%s, at byte 0: this is no file of gun.js' radisk; take it out of the folder"
                    .formatted(file));
      }
    }
  }

  private static FileException unreadable(Path path, Exception e) {
    return new FileException("%s cannot be read (%s)".formatted(path, e), e);
  }
}
