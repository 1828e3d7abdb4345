package io.gunrelay.images;

import java.util.regex.Pattern;

/** The processors that images are built for: always that of the building machine. */
enum Platform {
  AMD64("amd64", "x86_64", "(linux64|_x86_64)"),
  ARM64("arm64", "aarch64", "(linux-aarch64|_aarch_64)");

  private final String ociName;
  private final String machine;
  private final Pattern library;

  Platform(String ociName, String machine, String librarySuffix) {
    this.ociName = ociName;
    this.machine = machine;
    this.library = Pattern.compile("lib.*" + librarySuffix + "\\.so");
  }

  /** The name in an image's configuration. */
  String ociName() {
    return ociName;
  }

  /** The name that {@code uname -m} gives it. */
  String machine() {
    return machine;
  }

  /** Whether a native library, by the names that RocksDB and Netty give theirs, runs on it. */
  boolean runs(String libraryFile) {
    return library.matcher(libraryFile).matches();
  }

  static Platform ofThisMachine() {
    String arch = System.getProperty("os.arch");
    return switch (arch) {
      case "amd64", "x86_64" -> AMD64;
      case "aarch64" -> ARM64;
      default ->
          throw new IllegalStateException("images are built on amd64 or arm64, this is " + arch);
    };
  }
}
