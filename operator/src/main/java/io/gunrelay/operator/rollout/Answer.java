package io.gunrelay.operator.rollout;

import io.gunrelay.api.v1alpha1.VerdictResult;

/**
 * What somebody says of new relays who was asked.
 *
 * @param who was asked, such as {@code query error-ratio}
 * @param result Inconclusive of who has said nothing yet, or nothing that tells
 * @param message one line
 */
public record Answer(String who, VerdictResult result, String message) {

  String text() {
    return who + ": " + message;
  }
}
