package io.gunrelay.operator.config;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Digests of versions of the relay, as the setting gives them. */
final class Digests {

  private static final Pattern DIGEST =
      Pattern.compile("(?<version>[0-9][^=]*)=(?<digest>sha256:[0-9a-f]{64})");

  private Digests() {}

  static Map<String, String> of(Collection<String> given) {
    var digests = new TreeMap<String, String>();
    for (var one : given) {
      var parts = DIGEST.matcher(one);
      if (!parts.matches()) {
        throw new IllegalArgumentException(
            "GUNRELAY_RELAY_DIGESTS has '"
                + one
                + "': give versions and digests such as 1.4.0=sha256:0123…, with 64 digits each");
      }
      digests.put(parts.group("version"), parts.group("digest"));
    }
    return digests;
  }
}
