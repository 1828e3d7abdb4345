package io.gunrelay.relay;

import io.gunrelay.relay.api.VectorReport;
import io.gunrelay.relay.store.VersionVector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** A vector as the report shows it. */
final class Vectors {
  private static final int MAX_SHOWN = 64;

  private Vectors() {}

  static VectorReport report(VersionVector vector) {
    return new VectorReport(
        vector.sequences().size(),
        vector.sequences().entrySet().stream()
            .sorted(Map.Entry.comparingByValue((one, other) -> Long.compare(other, one)))
            .limit(MAX_SHOWN)
            .collect(
                Collectors.toMap(
                    entry -> entry.getKey().toString(),
                    Map.Entry::getValue,
                    Math::max,
                    LinkedHashMap::new)));
  }
}
