package io.gunrelay.images;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Takes native libraries out of jars. A library inside a jar is written to a temporary folder at
 * each start, which a read-only root forbids, and the jar carries it for every platform there is.
 */
final class NativeLibraries {
  private static final Pattern NATIVE = Pattern.compile(".*\\.(so|dll|jnilib|dylib)");
  private static final Pattern LINUX_64 =
      Pattern.compile("(?:.*/)?(lib[^/]*(?:linux64|_x86_64)\\.so)");
  private static final Pattern LINUX_ARM_64 =
      Pattern.compile("(?:.*/)?(lib[^/]*(?:linux-aarch64|_aarch_64)\\.so)");

  private final Pattern wanted;

  NativeLibraries(Platform platform) {
    wanted =
        switch (platform) {
          case AMD64 -> LINUX_64;
          case ARM64 -> LINUX_ARM_64;
        };
  }

  /**
   * Copies a jar without its native libraries.
   *
   * @param libraries the folder that receives the libraries for this platform
   */
  void split(Path jar, Path target, Path libraries) throws IOException {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      List<? extends ZipEntry> entries =
          zip.stream().sorted(Comparator.comparing(ZipEntry::getName)).toList();
      if (entries.stream().noneMatch(entry -> isNative(entry.getName()))) {
        Files.copy(jar, target);
        return;
      }
      try (OutputStream file = Files.newOutputStream(target);
          ZipOutputStream out = new ZipOutputStream(file)) {
        for (ZipEntry entry : entries) {
          try (InputStream in = zip.getInputStream(entry)) {
            if (isNative(entry.getName())) {
              var match = wanted.matcher(entry.getName());
              if (match.matches()) {
                Files.copy(in, Files.createDirectories(libraries).resolve(match.group(1)));
              }
            } else {
              var copy = new ZipEntry(entry.getName());
              copy.setTimeLocal(entry.getTimeLocal());
              out.putNextEntry(copy);
              in.transferTo(out);
              out.closeEntry();
            }
          }
        }
      }
    }
  }

  private static boolean isNative(String name) {
    return NATIVE.matcher(name.toLowerCase(Locale.ROOT)).matches();
  }
}
