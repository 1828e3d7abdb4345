package io.gunrelay.e2e.embeddedapi.types;

import com.fasterxml.jackson.core.JsonPointer;

/**
 * Where the scale subresource finds its figures in an object.
 *
 * @param selector a label selector, as an object or as text
 */
public record ScalePaths(
    JsonPointer specReplicas, JsonPointer statusReplicas, JsonPointer selector) {

  static final ScalePaths WORKLOAD = of("/spec/replicas", "/status/replicas", "/spec/selector");

  static ScalePaths of(String specReplicas, String statusReplicas, String selector) {
    return new ScalePaths(
        JsonPointer.compile(specReplicas),
        JsonPointer.compile(statusReplicas),
        JsonPointer.compile(selector));
  }
}
