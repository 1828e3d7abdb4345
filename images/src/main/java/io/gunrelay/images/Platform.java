package io.gunrelay.images;

/** The processors that images are built for: always that of the building machine. */
enum Platform {
  AMD64("amd64"),
  ARM64("arm64");

  private final String ociName;

  Platform(String ociName) {
    this.ociName = ociName;
  }

  /** The name in an image's configuration. */
  String ociName() {
    return ociName;
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
