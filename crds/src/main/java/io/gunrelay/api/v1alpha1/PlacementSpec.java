package io.gunrelay.api.v1alpha1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Size;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Which nodes a region's relays run on. */
@Wire
public record PlacementSpec(
    @JsonPropertyDescription(
            "Labels that a node must have, such as topology.kubernetes.io/region: eu-west-1. Empty or"
                + " absent: any node will do.")
        @Size(max = 16)
        @Nullable Map<String, @Size(max = 63) String> nodeSelector) {

  public PlacementSpec {
    nodeSelector = nodeSelector == null ? null : Map.copyOf(nodeSelector);
  }
}
