package io.gunrelay.operator.entries;

import io.gunrelay.operator.relays.Address;
import io.gunrelay.relay.api.TrialOrder;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;

/**
 * Finds out whether an entry serves. Whoever cannot use it and cannot use another one either may be
 * cut off itself, or not be let out, and is no witness. Relays of other regions are asked only
 * where the operator's own trial failed. Blocks.
 */
final class Inquest {

  private static final Executor ASIDE = task -> Thread.ofVirtual().start(task);

  private final Observers observers;
  private final InstantSource clock;

  Inquest(Observers observers, InstantSource clock) {
    this.observers = observers;
    this.clock = clock;
  }

  /**
   * Finds out.
   *
   * @param others entries of other regions, those that served of late first
   * @param asksRelays whether a second opinion is wanted
   */
  Trial hold(Goal goal, List<TrialOrder> others, boolean asksRelays) {
    var begun = clock.instant();
    var own = observers.here(goal.order());
    if (own.ok()) {
      return Trial.served(begun);
    }
    var usable = usable(others);
    if (usable.isEmpty()) {
      return Trial.ofNobody(begun, own.message());
    }
    var opinions = asksRelays ? opinions(goal, usable.get()) : List.<Boolean>of();
    return new Trial(
        1 + opinions.size(),
        (int) opinions.stream().filter(served -> served).count(),
        begun,
        own.message());
  }

  /** Another entry that the operator can use now. */
  private Optional<TrialOrder> usable(List<TrialOrder> others) {
    var trials =
        others.stream()
            .map(other -> CompletableFuture.supplyAsync(() -> observers.here(other).ok(), ASIDE))
            .toList();
    for (int i = 0; i < others.size(); i++) {
      if (trials.get(i).join()) {
        return Optional.of(others.get(i));
      }
    }
    return Optional.empty();
  }

  /** Whether relays can use the entry; of those that can use that one or another one. */
  private List<Boolean> opinions(Goal goal, TrialOrder another) {
    if (goal.token().isEmpty()) {
      return List.of();
    }
    var token = goal.token().get();
    var asked =
        goal.others().stream().map(relay -> opinion(relay, goal.order(), another, token)).toList();
    return asked.stream().map(CompletableFuture::join).flatMap(Optional::stream).toList();
  }

  private CompletableFuture<Optional<Boolean>> opinion(
      Address relay, TrialOrder order, TrialOrder another, String token) {
    return observers
        .there(relay, order, token)
        .thenCompose(report ->
            report.ok()
                ? CompletableFuture.completedFuture(Optional.of(true))
                : observers
                    .there(relay, another, token)
                    .thenApply(
                        control -> control.ok() ? Optional.of(false) : Optional.<Boolean>empty()))
        .exceptionally(failure -> Optional.empty());
  }
}
