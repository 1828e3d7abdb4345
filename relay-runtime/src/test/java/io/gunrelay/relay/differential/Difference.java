package io.gunrelay.relay.differential;

/**
 * What two relays made of the same.
 *
 * @param of the id, or the soul and key
 */
record Difference(Exchange exchange, Aspect aspect, String of, String reference, String ours) {
  static final String NOTHING = "nothing";

  /** What is tried at the place in question; of an answer: all that is tried. */
  String tried() {
    return exchange.places().stream()
        .filter(place -> place.holds(of))
        .map(Place::tried)
        .findFirst()
        .orElse(exchange.kind());
  }

  /** Whether it is of an exchange of this kind, in this, and just so. */
  boolean is(String kind, Aspect aspect, String reference, String ours) {
    return exchange.kind().equals(kind)
        && this.aspect == aspect
        && this.reference.equals(reference)
        && this.ours.equals(ours);
  }

  /** Whether the text is part of what was said. */
  boolean said(String text) {
    return exchange.steps().stream().flatMap(step -> step.stream()).anyMatch(f -> f.contains(text));
  }

  @Override
  public String toString() {
    return "%s of %s (%s): gun.js' relay: %s; ours: %s; said: %s"
        .formatted(aspect, of, exchange.kind(), reference, ours, exchange.steps());
  }
}
