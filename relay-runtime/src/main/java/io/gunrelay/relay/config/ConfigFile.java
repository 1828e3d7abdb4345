package io.gunrelay.relay.config;

import io.gunrelay.relay.api.FileDigest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * The configuration file as it was read once.
 *
 * @param digest as {@link FileDigest} makes it
 */
public record ConfigFile(Path path, String text, String digest) {

  /**
   * Reads a file, through symbolic links, too.
   *
   * @throws ConfigException if there is none, or it is no text; says what to do
   */
  static ConfigFile read(Path path) throws ConfigException {
    try {
      byte[] bytes = Files.readAllBytes(path);
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new ConfigFile(path, text, FileDigest.of(bytes));
    } catch (NoSuchFileException e) {
      throw new ConfigException(
          "the configuration file %s does not exist; name one that does with --config"
              .formatted(path));
    } catch (IOException e) {
      throw new ConfigException(
          "the configuration file %s cannot be read (%s); check its rights and that it is text"
              .formatted(path, e));
    }
  }

  /** The same file as it is now. */
  public ConfigFile again() throws ConfigException {
    return read(path);
  }
}
