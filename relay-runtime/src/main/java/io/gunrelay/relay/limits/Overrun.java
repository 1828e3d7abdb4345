package io.gunrelay.relay.limits;

/**
 * A limit that somebody has reached.
 *
 * @param waitNs for how long nothing more should be taken; 0 where waiting does not help
 */
public record Overrun(Scope scope, Resource resource, long limit, long waitNs) {

  /** The same, to be waited for no longer than this. */
  Overrun waitingAtMost(long longestNs) {
    return waitNs <= longestNs ? this : new Overrun(scope, resource, limit, longestNs);
  }

  /** Scope and resource, as metrics name them. */
  public String label() {
    return scope.label() + "_" + resource.label();
  }

  /** A sentence for whoever caused it. */
  public String sentence() {
    return "Too much: this relay takes %d %s %s."
        .formatted(
            limit,
            resource.words(),
            switch (scope) {
              case RELAY -> "of all its clients together";
              case ADDRESS -> "of one address";
              case KEY -> "of one pair of keys";
            });
  }
}
