package io.gunrelay.relay.limits;

import io.gunrelay.relay.clients.ClientNetwork;
import java.util.Optional;

/** How much of what is not due yet is kept for whom. Thread-safe. */
public final class Deferring {
  private final Limits limits;
  private final DeferredBytes<ClientNetwork> ofAddresses = new DeferredBytes<>();
  private final DeferredBytes<String> ofKeys = new DeferredBytes<>();

  Deferring(Limits limits) {
    this.limits = limits;
  }

  /** Whether anything is limited now. What is kept while nothing is, is never counted. */
  public boolean isLimited() {
    LimitSettings settings = limits.settings();
    return settings.deferredBytesPerAddress() > 0 || settings.deferredBytesPerKey() > 0;
  }

  /**
   * Counts a put from the future; or says which limit forbids it.
   *
   * @param account of whoever sent it
   * @param publicKey in whose space it is, and with which it was proved to be signed or certified
   */
  public Optional<Overrun> began(Account account, Optional<String> publicKey, long bytes) {
    Optional<ClientNetwork> network = account.network();
    long ofAddress = limits.settings().deferredBytesPerAddress();
    long ofKey = limits.settings().deferredBytesPerKey();
    if (network.isPresent() && !ofAddresses.take(network.get(), bytes, ofAddress)) {
      return limits.refused(Scope.ADDRESS, Resource.DEFERRED, ofAddress);
    }
    if (publicKey.isPresent() && !ofKeys.take(publicKey.get(), bytes, ofKey)) {
      network.ifPresent(who -> ofAddresses.giveBack(who, bytes));
      return limits.refused(Scope.KEY, Resource.DEFERRED, ofKey);
    }
    return Optional.empty();
  }

  /** A put that was counted is due, or is not kept after all. */
  public void ended(Account account, Optional<String> publicKey, long bytes) {
    account.network().ifPresent(who -> ofAddresses.giveBack(who, bytes));
    publicKey.ifPresent(who -> ofKeys.giveBack(who, bytes));
  }

  /** For how many something is kept. */
  int size() {
    return ofAddresses.size() + ofKeys.size();
  }
}
