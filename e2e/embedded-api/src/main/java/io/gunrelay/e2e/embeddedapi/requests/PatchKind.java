package io.gunrelay.e2e.embeddedapi.requests;

import java.util.Arrays;
import java.util.Optional;

/** The kinds of patches, by content type. */
public enum PatchKind {
  JSON("application/json-patch+json"),
  MERGE("application/merge-patch+json"),
  STRATEGIC("application/strategic-merge-patch+json"),
  APPLY("application/apply-patch+yaml");

  private final String contentType;

  PatchKind(String contentType) {
    this.contentType = contentType;
  }

  public static Optional<PatchKind> of(String contentType) {
    return Arrays.stream(values())
        .filter(kind -> contentType.startsWith(kind.contentType))
        .findFirst();
  }
}
