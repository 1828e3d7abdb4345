package io.gunrelay.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import javax.tools.ToolProvider;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** A whole image around a program of three lines, taken apart again. */
@TestInstance(Lifecycle.PER_CLASS)
final class ImageTest {
  private static final JavaRuntime RUNTIME =
      new JavaRuntime(Path.of(System.getProperty("java.home")));

  private Path folder = Path.of("");
  private Path archive = Path.of("");
  private String digest = "";
  private Map<String, TarArchiveEntry> files = Map.of();

  @BeforeAll
  void buildOnce(@TempDir Path temporary) throws IOException {
    folder = temporary;
    Path distribution = folder.resolve("gun-relay");
    Files.createDirectories(distribution.resolve("lib"));
    for (Platform platform : Platform.values()) {
      Path ofMachine = distribution.resolve("native").resolve(platform.machine());
      Files.createDirectories(ofMachine);
      Files.writeString(ofMachine.resolve("libsignatures.so"), "no library");
    }
    for (String library : List.of("librocksdbjni-linux64.so", "librocksdbjni-linux-aarch64.so")) {
      Files.writeString(distribution.resolve("native").resolve(library), "no library");
    }
    compileInto(distribution.resolve("lib/hello-0.1.0.jar"));
    Files.writeString(folder.resolve("classes"), "java/lang/Object\nio/gunrelay/relay/Main\n");
    archive = folder.resolve("one.tar");
    digest = build("one", distribution);
    files = layersOf(archive);
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    assertThat(build("two", folder.resolve("gun-relay"))).isEqualTo(digest);
    assertThat(folder.resolve("two.tar")).hasSameBinaryContentAs(archive);
  }

  @Test
  void thereIsNoShellAndNoSecondProgram() {
    assertThat(files.keySet())
        .contains("opt/java/bin/java", "opt/gun-relay/gun-relay.jsa")
        .noneMatch(path -> path.matches("(usr/)?s?bin/.*"))
        .filteredOn(path -> path.startsWith("opt/java/bin/") && !path.endsWith("/"))
        .containsExactly("opt/java/bin/java");
  }

  @Test
  void theDataFolderBelongsToTheUserAndTheRestToRoot() {
    assertThat(files.values())
        .filteredOn(entry -> entry.getName().equals("var/lib/gun-relay/"))
        .singleElement()
        .extracting(TarArchiveEntry::getLongUserId)
        .isEqualTo((long) Program.USER);
    assertThat(files.values())
        .filteredOn(entry -> !entry.getName().equals("var/lib/gun-relay/"))
        .allMatch(entry -> entry.getLongUserId() == 0);
  }

  @Test
  void packagesOfTheCLibraryAreRecordedForScanners() {
    assertThat(files.keySet())
        .contains("var/lib/dpkg/status.d/libc6", "usr/share/doc/libc6/copyright");
  }

  @Test
  void itRunsAsNobody() throws IOException {
    String configuration = read(archive, "config.json");
    assertThat(configuration)
        .contains("\"User\":\"65532:65532\"")
        .contains("[\"/opt/java/bin/java\",\"@/opt/gun-relay/java.args\"]");
  }

  private String build(String name, Path distribution) throws IOException {
    ImageRoot root = ImageRoot.empty(folder.resolve(name));
    RelayProgram.layOut(root, distribution, folder.resolve("classes"), RUNTIME);
    SystemLibraries.addTo(root);
    Users.addTo(root);
    root.settle();
    return new ImageWriter(folder.resolve(name + "-cache"))
        .writeArchive(
            root,
            RelayProgram.PROGRAM,
            "0.1.0",
            ImageWriter.parse("example/relay:1"),
            folder.resolve(name + ".tar"));
  }

  private void compileInto(Path jar) throws IOException {
    Path source = folder.resolve("Main.java");
    Files.writeString(
        source,
        """
        package io.gunrelay.relay;
        class Main {
          public static void main(String[] args) {
            System.out.println(String.join(" ", args));
          }
        }
        """);
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-d", folder.resolve("out").toString(), source.toString());
    assertThat(code).isZero();
    var manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest)) {
      out.putNextEntry(new JarEntry("io/gunrelay/relay/Main.class"));
      Files.copy(folder.resolve("out/io/gunrelay/relay/Main.class"), out);
      out.closeEntry();
    }
  }

  private static Map<String, TarArchiveEntry> layersOf(Path archive) throws IOException {
    var all = new HashMap<String, TarArchiveEntry>();
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(file)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().endsWith(".tar.gz")) {
          var layer = new TarArchiveInputStream(new GzipCompressorInputStream(tar));
          for (var inLayer = layer.getNextEntry();
              inLayer != null;
              inLayer = layer.getNextEntry()) {
            all.put(inLayer.getName().replaceFirst("^/", ""), inLayer);
          }
        }
      }
    }
    return all;
  }

  private static String read(Path archive, String name) throws IOException {
    try (InputStream file = Files.newInputStream(archive);
        var tar = new TarArchiveInputStream(file)) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        if (entry.getName().equals(name)) {
          return new String(tar.readAllBytes(), StandardCharsets.UTF_8);
        }
      }
    }
    throw new AssertionError(name + " is not in " + archive);
  }
}
