package io.gunrelay.images;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class NativeLibrariesTest {
  @TempDir private Path folder = Path.of("");

  @Test
  void thePlatformsLibraryIsTakenOutAndTheOthersAreLeftBehind() throws IOException {
    Path jar =
        jar(
            "librocksdbjni-linux64.so",
            "librocksdbjni-linux64-musl.so",
            "librocksdbjni-linux-aarch64.so",
            "librocksdbjni-win64.dll",
            "librocksdbjni-osx-arm64.jnilib",
            "META-INF/native/libnetty_transport_native_epoll_x86_64.so",
            "org/rocksdb/RocksDB.class");

    Path slim = folder.resolve("slim.jar");
    Path libraries = folder.resolve("native");
    new NativeLibraries(Platform.AMD64).split(jar, slim, libraries);

    assertThat(libraries)
        .isDirectoryContaining("glob:**/librocksdbjni-linux64.so")
        .isDirectoryContaining("glob:**/libnetty_transport_native_epoll_x86_64.so");
    try (var files = Files.list(libraries)) {
      assertThat(files).hasSize(2);
    }
    assertThat(entries(slim)).containsExactly("org/rocksdb/RocksDB.class");
  }

  @Test
  void armTakesItsOwn() throws IOException {
    Path jar = jar("librocksdbjni-linux64.so", "librocksdbjni-linux-aarch64.so");

    Path libraries = folder.resolve("native");
    new NativeLibraries(Platform.ARM64).split(jar, folder.resolve("slim.jar"), libraries);

    assertThat(libraries.resolve("librocksdbjni-linux-aarch64.so")).exists();
    assertThat(libraries.resolve("librocksdbjni-linux64.so")).doesNotExist();
  }

  @Test
  void aJarWithoutLibrariesStaysByteForByte() throws IOException {
    Path jar = jar("a/B.class", "META-INF/MANIFEST.MF");

    Path copy = folder.resolve("copy.jar");
    new NativeLibraries(Platform.AMD64).split(jar, copy, folder.resolve("native"));

    assertThat(copy).hasSameBinaryContentAs(jar);
  }

  private Path jar(String... names) throws IOException {
    Path jar = folder.resolve("fat.jar");
    try (var out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String name : names) {
        out.putNextEntry(new ZipEntry(name));
        out.write(name.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        out.closeEntry();
      }
    }
    return jar;
  }

  private static List<String> entries(Path jar) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      return zip.stream().map(ZipEntry::getName).toList();
    }
  }
}
