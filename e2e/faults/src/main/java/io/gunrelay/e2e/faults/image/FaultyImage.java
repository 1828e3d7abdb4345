package io.gunrelay.e2e.faults.image;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import io.gunrelay.e2e.faults.agent.Fault;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;

/** The image of a relay, and a layer with the agent that breaks it. */
public final class FaultyImage {
  private static final String AGENT = "/opt/faults/faults.jar";

  private FaultyImage() {}

  /**
   * Writes an archive for {@code docker load}.
   *
   * @param relay the archive of the relay's image
   * @param name of the new image, with its tag
   * @throws IOException when an archive cannot be read or written
   */
  public static void write(Path relay, Fault fault, String name, Path archive) throws IOException {
    Path agent = ownJar();
    if (!Files.isRegularFile(agent)) {
      throw new IOException(agent + " is no jar: package e2e/faults first");
    }
    Path cache = Files.createTempDirectory("faulty-image");
    try {
      Files.createDirectories(archive.toAbsolutePath().getParent());
      Jib.from(TarImage.at(relay))
          .addFileEntriesLayer(
              FileEntriesLayer.builder()
                  .setName("faults")
                  .addEntry(agent, AbsoluteUnixPath.get(AGENT))
                  .build())
          .addEnvironmentVariable(
              "JAVA_TOOL_OPTIONS", "-javaagent:%s=%s".formatted(AGENT, fault.word()))
          .containerize(
              Containerizer.to(TarImage.at(archive).named(name))
                  .setOfflineMode(true)
                  .setBaseImageLayersCache(cache)
                  .setApplicationLayersCache(cache)
                  .setToolName("gunrelay-faults"));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while " + archive + " was written", e);
    } catch (InvalidImageReferenceException
        | RegistryException
        | CacheDirectoryCreationException
        | ExecutionException e) {
      throw new IOException(archive + " was not written: " + e.getMessage(), e);
    } finally {
      delete(cache);
    }
  }

  private static Path ownJar() {
    try {
      return Path.of(FaultyImage.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var all = Files.walk(folder)) {
      for (Path path : all.sorted((one, other) -> other.compareTo(one)).toList()) {
        Files.delete(path);
      }
    }
  }
}
