package io.gunrelay.images;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The image's file system, laid out in a folder. Every file carries one fixed time: the archive of
 * class data remembers the times of the jars that it was made from, and the image must hold the
 * same.
 */
record ImageRoot(Path folder) {
  static final Instant TIME = Instant.EPOCH.plusSeconds(1);

  /** An empty root in the folder; what was there before is removed. */
  static ImageRoot empty(Path folder) throws IOException {
    if (Files.exists(folder)) {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure)
                throws IOException {
              if (failure != null) {
                throw failure;
              }
              Files.delete(dir);
              return FileVisitResult.CONTINUE;
            }
          });
    }
    return new ImageRoot(Files.createDirectories(folder.toAbsolutePath()));
  }

  /** Where a path of the image lies in this root. */
  Path at(String pathInImage) {
    return folder.resolve(pathInImage.substring(1));
  }

  Path directory(String pathInImage) throws IOException {
    return Files.createDirectories(at(pathInImage));
  }

  /** Copies a file, following links: an image built from scratch holds none. */
  void copy(Path source, String pathInImage) throws IOException {
    Path target = at(pathInImage);
    Files.createDirectories(target.getParent());
    Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Copies a folder with all that is in it. */
  void copyTree(Path source, String pathInImage) throws IOException {
    for (Path file : filesBelow(source)) {
      copy(file, pathInImage + "/" + source.relativize(file));
    }
  }

  void write(String pathInImage, String text) throws IOException {
    Path target = at(pathInImage);
    Files.createDirectories(target.getParent());
    Files.writeString(target, text, StandardCharsets.UTF_8);
  }

  /**
   * Gives every file the one time, and the permissions that its being executable or not implies.
   */
  void settle() throws IOException {
    for (Path file : filesBelow(folder)) {
      String permissions = Files.isExecutable(file) ? "rwxr-xr-x" : "rw-r--r--";
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
      Files.setLastModifiedTime(file, FileTime.from(TIME));
    }
  }

  /** All files, in the same order on every machine. */
  List<Path> files() throws IOException {
    return filesBelow(folder);
  }

  /** Size of all files, in bytes. */
  long bytes() throws IOException {
    long sum = 0;
    for (Path file : files()) {
      sum += Files.size(file);
    }
    return sum;
  }

  String pathInImage(Path file) {
    return "/" + folder.relativize(file);
  }

  private static List<Path> filesBelow(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).sorted().toList();
    }
  }
}
