package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.forbidden;
import static io.gunrelay.operator.fleet.Given.refused;

import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;

/** Reads which image relays run. */
final class ImageReader {

  private final RelayImages images;
  private final Patterns allowed;

  /**
   * @param allowed repositories, beside the operator's own
   */
  ImageReader(RelayImages images, Patterns allowed) {
    this.images = images;
    this.allowed = allowed;
  }

  String image(GunRelayClusterSpec spec, String namespace) {
    var image = spec.image();
    if (image == null || image.isBlank()) {
      return images.of(spec.version());
    }
    if (!RelayImages.isImage(image)) {
      throw refused(
          "spec.image",
          "'"
              + image
              + "' is no image that a node could get: give a repository and a tag or a digest,"
              + " such as registry.example.com/gunrelay/relay:1.4.0");
    }
    if (!images.have(image) && !allowed.match(RelayImages.fullName(image), namespace)) {
      throw forbidden("spec.image", image, "GUNRELAY_ALLOWED_IMAGES");
    }
    return image;
  }
}
