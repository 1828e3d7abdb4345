package io.gunrelay.images;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * An archive of classes that are parsed and linked already, mapped by the JVM at its start. It is
 * made from a list of classes (static class data sharing) rather than by a training run of the
 * finished image, because the same list gives the same bytes.
 */
final class ClassDataArchive {
  private ClassDataArchive() {}

  /**
   * Dumps the archive. The jars must have the times that they will have in the image.
   *
   * @param flags the JVM's flags as they will be in the image
   * @param classPath paths in the image, in the order of the class path
   * @param classList names of classes, as {@code -XX:DumpLoadedClassList} writes them; names that
   *     no longer exist are passed over
   */
  static void dump(
      ImageRoot root, List<String> flags, List<String> classPath, Path classList, String archive)
      throws IOException {
    var command = new ArrayList<String>();
    command.add(root.at(JavaRuntime.HOME + "/bin/java").toString());
    command.addAll(flags);
    command.addAll(
        List.of(
            "-Xshare:dump",
            "-Xlog:disable",
            "-Xlog:all=error:stderr",
            "-XX:SharedClassListFile=" + classList.toAbsolutePath(),
            "-XX:SharedArchiveFile=" + root.at(archive),
            // Relative to the root: the archive holds the names, and must not depend on the folder
            // that the image is built in. The JVM compares what follows their common beginning.
            "-cp",
            classPath.stream().map(path -> path.substring(1)).collect(Collectors.joining(":"))));
    String output = Command.run(root.folder(), command);
    if (!Files.exists(root.at(archive))) {
      throw new IllegalStateException("no archive of classes was made: " + output);
    }
  }
}
