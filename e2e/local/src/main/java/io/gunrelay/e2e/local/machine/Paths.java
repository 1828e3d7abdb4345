package io.gunrelay.e2e.local.machine;

import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/**
 * The mounts of a container that has no file system of its own: paths inside stand for folders of
 * this machine.
 *
 * @param folders by mount path
 */
record Paths(Map<String, Path> folders) {

  /** An argument or a variable's value with a mount path at its start, or after its {@code =}. */
  String rewrite(String text) {
    List<Map.Entry<String, Path>> longestFirst =
        folders.entrySet().stream()
            .sorted(
                Comparator.comparingInt((Map.Entry<String, Path> e) -> e.getKey().length())
                    .reversed())
            .toList();
    int start = text.indexOf('=') + 1;
    for (Map.Entry<String, Path> mount : longestFirst) {
      for (int at : new int[] {0, start}) {
        String path = text.substring(at);
        if (path.equals(mount.getKey()) || path.startsWith(mount.getKey() + "/")) {
          return text.substring(0, at) + mount.getValue() + path.substring(mount.getKey().length());
        }
      }
    }
    return text;
  }
}
