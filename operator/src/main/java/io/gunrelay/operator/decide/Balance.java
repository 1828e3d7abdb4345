package io.gunrelay.operator.decide;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** How evenly a region's clients are spread over its relays, and what to do about it. */
public sealed interface Balance {

  /** Nothing is to be done: even enough, or nothing would help, or it is not the time for it. */
  record Even() implements Balance {}

  /**
   * Not even, and what was done about it shows its effect first.
   *
   * @param until when to decide again
   */
  record Settling(Instant until) implements Balance {}

  /** When to decide again, where no event tells of it. */
  default Optional<Instant> again(Instant now) {
    return switch (this) {
      case Even even -> Optional.empty();
      case Settling settling -> Optional.of(settling.until());
      case Uneven uneven -> Optional.of(now.plus(Rebalancing.REPORTS));
    };
  }

  /** Relays that have more than their part are to hand clients over. */
  record Uneven(List<HandOver> orders) implements Balance {
    public Uneven {
      orders = List.copyOf(orders);
    }
  }

  /**
   * An order to one relay.
   *
   * @param relay its name, which is its pod's
   * @param clients that it has
   * @param share of them that is to leave, above 0 and below 1
   * @param mean that relays of the region have
   */
  record HandOver(String relay, long clients, double share, long mean) {

    /** For a person. */
    public String message() {
      return "%s hands over %d of its %d clients; relays of its region have %d on average"
          .formatted(relay, Math.round(Math.ceil(clients * share)), clients, mean);
    }
  }
}
