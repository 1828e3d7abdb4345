package io.gunrelay.operator.fleet;

import java.util.Set;

/**
 * What resources may ask for that others than their namespace have a say in. A setting has each, so
 * that whoever may create resources gets no more by them than whoever runs the operator wants.
 *
 * @param images repositories with their registry, beside the operator's own
 * @param podLabels keys of labels
 * @param podAnnotations keys of annotations
 * @param taints keys of taints of nodes
 * @param priorityClasses names
 * @param runtimeClasses names
 * @param schedulers names
 * @param hosts DNS names of entries
 * @param issuers of certificates, as GROUP/KIND/NAME, beside those of the resource's namespace
 * @param dnsTargets what records in DNS lead to, beside what entries have got
 * @param webhooks hosts that are asked to judge new relays, with their port if they name one
 * @param queries whether Prometheus may be asked
 */
public record Allowed(
    Patterns images,
    Patterns podLabels,
    Patterns podAnnotations,
    Patterns taints,
    Patterns priorityClasses,
    Patterns runtimeClasses,
    Patterns schedulers,
    Patterns hosts,
    Patterns issuers,
    Patterns dnsTargets,
    Patterns webhooks,
    boolean queries) {

  /** Where everybody who may create resources may do all that they can. */
  public static final Allowed EVERYTHING = of(new Patterns(Set.of("*")));

  private static Allowed of(Patterns all) {
    return new Allowed(all, all, all, all, all, all, all, all, all, all, all, true);
  }
}
