package io.gunrelay.operator;

import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.RegionSpec;
import java.util.List;

/** Specs to start from. */
final class Specs {

  private Specs() {}

  static GunRelayClusterSpec quickstart() {
    return new GunRelayClusterSpec(
        "1.4.0",
        null,
        2,
        List.of(new RegionSpec("west", null, null)),
        new ExposureSpec(null, "relay.example.com", null, null),
        null,
        null,
        null,
        null);
  }
}
