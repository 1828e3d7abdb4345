package io.gunrelay.e2e.scenarios.stage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the run is told by its environment.
 *
 * @param root the repository
 * @param relayImage name and tag of the relay's image
 * @param operatorImage name and tag of the operator's image
 * @param archives the images as files, to be put on the nodes
 * @param load the command that puts an archive on the nodes; absent: the nodes can pull the images
 * @param faults the command that breaks nodes
 * @param other another cluster, for fleets that have regions in two
 * @param requireAll a scenario that lacks something fails instead of being skipped
 * @param keep what was made stays, to be looked at
 */
public record Settings(
    Path root,
    String relayImage,
    String operatorImage,
    List<Path> archives,
    Optional<List<String>> load,
    Optional<String> faults,
    Optional<Other> other,
    boolean requireAll,
    boolean keep) {

  /**
   * Another cluster.
   *
   * @param kubeConfig leads to it
   * @param faults the command that puts images there, and stops and starts its programs
   */
  public record Other(Path kubeConfig, List<String> faults) {}

  public static Settings of(Map<String, String> environment, Path root) {
    Optional<String> faults = value(environment, "GUNRELAY_FAULTS");
    return new Settings(
        root,
        required(environment, "RELAY_IMAGE"),
        required(environment, "OPERATOR_IMAGE"),
        Stream.of("RELAY_ARCHIVE", "OPERATOR_ARCHIVE")
            .flatMap(name -> value(environment, name).stream())
            .map(root::resolve)
            .filter(Files::exists)
            .toList(),
        value(environment, "E2E_LOAD")
            .map(Shell::words)
            .or(() -> faults.map(command -> List.of(command, "load"))),
        faults,
        value(environment, "GUNRELAY_OTHER_KUBECONFIG")
            .flatMap(kubeConfig ->
                value(environment, "GUNRELAY_OTHER_FAULTS")
                    .map(command -> new Other(Path.of(kubeConfig), Shell.words(command)))),
        environment.containsKey("GUNRELAY_REQUIRE_ALL"),
        environment.containsKey("KEEP"));
  }

  /** The relay's image as a file, where images are put on the nodes. */
  public Optional<Path> relayArchive() {
    return load.isEmpty()
        ? Optional.empty()
        : archives.stream()
            .filter(archive -> archive.getFileName().toString().startsWith("relay"))
            .findFirst();
  }

  public String version() {
    return relayImage.substring(relayImage.lastIndexOf(':') + 1);
  }

  private static Optional<String> value(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  private static String required(Map<String, String> environment, String name) {
    return value(environment, name)
        .orElseThrow(
            () -> new IllegalArgumentException(name + " is not set: run this by 'make e2e'"));
  }
}
