package io.gunrelay.images;

import java.util.List;

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

  /** The Java launcher reading its flags and the main class from a file of the program's folder. */
  static List<String> java(String folder) {
    return List.of(JavaRuntime.HOME + "/bin/java", "@" + folder + "/java.args");
  }
}
