package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Arrays;

/**
 * Annotations that mean something to the operator. The reference of them is made of these texts.
 */
public enum Annotation {
  PAUSED(
      "gunrelay.io/paused",
      On.RESOURCE,
      "While it is `true`, the fleet is observed and reported, and nothing is written to its objects:"
          + " `status.phase` is `Paused`. Any other value, or none, and the operator goes on."),
  DELETION_PROTECTION(
      "gunrelay.io/deletion-protection",
      On.RESOURCE,
      "While it is `true`, the API server refuses to delete the resource, whoever asks."),
  ROTATE_CERTIFICATES(
      "gunrelay.io/rotate-certificates",
      On.RESOURCE,
      "Another value than before asks for a new authority and certificate of replication."),
  ABANDON_CLUSTERS(
      "gunrelay.io/abandon-clusters",
      On.RESOURCE,
      "Names of kubeconfig Secrets, separated by commas, or `*`: neither the deletion of the resource"
          + " nor a region that left waits for these clusters any more. What is there stays."),
  PROMOTE(
      "gunrelay.io/promote",
      On.RESOURCE,
      "A revision's id: its rollout waits for no hold, no approval, no evidence and no region that is"
          + " down. It still goes back if its relays fail."),
  ABORT(
      "gunrelay.io/abort",
      On.RESOURCE,
      "A revision's id: clients are taken back from it at once, and it is not tried again until spec"
          + " asks for another one. Also after its rollout, as long as the former relays are kept."),
  PAUSE(
      "gunrelay.io/pause",
      On.RESOURCE,
      "A revision's id, or `true` for any: its rollout stays where it is, with the clients it has."
          + " It still goes back if its relays fail."),
  RETRY(
      "gunrelay.io/retry",
      On.RESOURCE,
      "Another value than when a revision was taken back tries it once more."),
  SWITCH_TO(
      "gunrelay.io/switch-to",
      On.RESOURCE,
      "A region's name, done once: clients of a region that is down are led to it; with one region"
          + " that serves all clients, they go there; a region whose clients others serve gets them"
          + " back."),
  CONFIG_HASH(
      "gunrelay.io/config-hash",
      On.OBJECTS,
      "On the relays' pod template: configuration that takes a restart rolls the pods."),
  CERTIFICATE_SINCE(
      "gunrelay.io/certificate-since",
      On.OBJECTS,
      "On the certificate's Secret: when it was last changed.");

  /** Where it stands, and so who sets it. */
  public enum On {
    /** A GunRelayCluster; people and their tools set it, the operator never does. */
    RESOURCE,
    /** An object that the operator made; it is put back when somebody changes it. */
    OBJECTS
  }

  private final String key;
  private final On on;
  private final String meaning;

  Annotation(String key, On on, String meaning) {
    this.key = key;
    this.on = on;
    this.meaning = meaning;
  }

  public String key() {
    return key;
  }

  public On on() {
    return on;
  }

  /** For the reference, in Markdown. */
  public String meaning() {
    return meaning;
  }

  /** Whether its value, names separated by commas, has this one, or {@code *} for all. */
  public boolean names(HasMetadata object, String name) {
    return Arrays.stream(of(object).split(",", -1))
        .map(String::strip)
        .anyMatch(listed -> listed.equals("*") || listed.equals(name));
  }

  /** Its value; empty where it is absent. */
  public String of(HasMetadata object) {
    var annotations = object.getMetadata().getAnnotations();
    return annotations == null ? "" : annotations.getOrDefault(key, "");
  }
}
