package io.gunrelay.images;

import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Port;
import com.google.cloud.tools.jib.frontend.CredentialRetrieverFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Turns a root and a program into an image. */
final class ImageWriter {
  private final Path cache;

  /**
   * @param cache a folder for what has been compressed or fetched. It must not outlive a build:
   *     layers are looked up by their files' times, which are always the same here
   */
  ImageWriter(Path cache) {
    this.cache = cache;
  }

  /**
   * Writes an archive for {@code docker load} of an image without a base.
   *
   * @return the image's digest
   */
  String writeArchive(
      ImageRoot root, Program program, String version, ImageReference name, Path archive)
      throws IOException {
    Files.createDirectories(archive.toAbsolutePath().getParent());
    return build(
        describe(Jib.fromScratch(), root, program, version),
        Containerizer.to(TarImage.at(archive).named(name)).setOfflineMode(true));
  }

  /**
   * Pushes an image on top of a maintained base, with the credentials of the Docker configuration.
   *
   * @return the image's digest
   */
  String push(
      ImageRoot root,
      Program program,
      String version,
      ImageReference base,
      ImageReference name,
      boolean insecure)
      throws IOException {
    return build(
        describe(Jib.from(withCredentials(base)), root, program, version),
        Containerizer.to(withCredentials(name)).setAllowInsecureRegistries(insecure));
  }

  private static RegistryImage withCredentials(ImageReference image) throws IOException {
    var credentials = CredentialRetrieverFactory.forImage(image, event -> {});
    return RegistryImage.named(image).addCredentialRetriever(credentials.dockerConfig());
  }

  private static JibContainerBuilder describe(
      JibContainerBuilder image, ImageRoot root, Program program, String version)
      throws IOException {
    Predicate<String> runtime = path -> path.startsWith(JavaRuntime.HOME + "/");
    Predicate<String> own = path -> path.startsWith(program.folder() + "/");
    Predicate<String> thirdParty =
        own.and(path -> path.endsWith(".jar") || path.endsWith(".so"))
            .and(path -> path.contains("/lib/") || path.contains("/native/"))
            .and(path -> !path.endsWith("-" + version + ".jar"));
    return image
        .setPlatforms(
            Set.of(
                new com.google.cloud.tools.jib.api.buildplan.Platform(
                    Platform.ofThisMachine().ociName(), "linux")))
        .setFileEntriesLayers(
            layer("system", root, runtime.or(own).negate(), program),
            layer("runtime", root, runtime, program),
            layer("libraries", root, thirdParty, program),
            layer("program", root, own.and(thirdParty.negate()), program))
        .setEntrypoint(program.entrypoint())
        .setProgramArguments(program.arguments())
        .setUser(Program.USER + ":" + Program.USER)
        .setWorkingDirectory(AbsoluteUnixPath.get("/"))
        .setExposedPorts(
            program.ports().stream().map(Port::tcp).collect(Collectors.toUnmodifiableSet()))
        .setEnvironment(Program.ENVIRONMENT)
        .setLabels(
            Map.of(
                "org.opencontainers.image.title",
                program.title(),
                "org.opencontainers.image.version",
                version,
                "org.opencontainers.image.licenses",
                "Apache-2.0"))
        .setCreationTime(ImageRoot.TIME);
  }

  private static FileEntriesLayer layer(
      String name, ImageRoot root, Predicate<String> contents, Program program) throws IOException {
    var layer = FileEntriesLayer.builder().setName(name);
    for (Path file : root.files()) {
      String path = root.pathInImage(file);
      if (contents.test(path)) {
        layer.addEntry(
            new FileEntry(
                file,
                AbsoluteUnixPath.get(path),
                FilePermissions.fromPosixFilePermissions(Files.getPosixFilePermissions(file)),
                ImageRoot.TIME));
      }
    }
    if (contents.test("/tmp")) {
      layer.addEntry(folder(root, "/tmp", "777", "0:0"));
      for (String writable : program.writable()) {
        layer.addEntry(folder(root, writable, "750", Program.USER + ":" + Program.USER));
      }
    }
    return layer.build();
  }

  private static FileEntry folder(ImageRoot root, String path, String permissions, String owner)
      throws IOException {
    return new FileEntry(
        root.directory(path),
        AbsoluteUnixPath.get(path),
        FilePermissions.fromOctalString(permissions),
        ImageRoot.TIME,
        owner);
  }

  private String build(JibContainerBuilder image, Containerizer target) throws IOException {
    target
        .setBaseImageLayersCache(cache)
        .setApplicationLayersCache(cache)
        .setToolName("gunrelay-images");
    try {
      JibContainer built = image.containerize(target);
      return built.getDigest().toString();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the image was written", e);
    } catch (RegistryException | CacheDirectoryCreationException | ExecutionException e) {
      throw new IOException("the image was not written: " + e.getMessage(), e);
    }
  }

  static ImageReference parse(String reference) {
    try {
      return ImageReference.parse(reference);
    } catch (InvalidImageReferenceException e) {
      throw new IllegalArgumentException(reference + " is no image name: " + e.getMessage(), e);
    }
  }
}
