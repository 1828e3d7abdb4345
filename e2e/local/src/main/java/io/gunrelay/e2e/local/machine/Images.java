package io.gunrelay.e2e.local.machine;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The images that this machine has.
 *
 * @param programs what runs for an image's entry point, by the image's full name
 */
public record Images(Map<String, Path> programs) {
  Optional<Path> program(String image) {
    return Optional.ofNullable(programs.get(image));
  }
}
