package io.gunrelay.images;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What the image's configuration says of the program in it.
 *
 * @param name short name: relay, operator
 * @param title one line for people
 * @param folder where the program lies in the image
 * @param entrypoint the command; the container's arguments follow it
 * @param arguments what follows the entrypoint where the container names nothing else
 * @param ports the ports that it listens on
 * @param writable folders that belong to the image's user
 */
record Program(
    String name,
    String title,
    String folder,
    List<String> entrypoint,
    List<String> arguments,
    List<Integer> ports,
    List<String> writable) {

  /** The user and group of every image: nobody that a node knows. */
  static final int USER = 65532;

  /** What every image sets, as a container may change it. */
  static final SortedMap<String, String> ENVIRONMENT =
      Collections.unmodifiableSortedMap(
          new TreeMap<>(
              Map.of(
                  "LANG",
                  "C.UTF-8",
                  // The C library would keep an area for each thread, and give little of it back.
                  "MALLOC_ARENA_MAX",
                  "2",
                  // RocksDB would look for a shell to ask which C library there is.
                  "ROCKSDB_MUSL_LIBC",
                  "false")));

  /** The Java launcher reading its flags and the main class from a file of the program's folder. */
  static List<String> java(String folder) {
    return List.of(JavaRuntime.HOME + "/bin/java", "@" + folder + "/java.args");
  }
}
