package io.gunrelay.relay.limits;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one connection says. When a limit is reached, those wait who take more than an equal share
 * of it: of the addresses, when all together are over the relay's limit; of the connections, when
 * those of one address are over theirs. The others go on, so one cannot starve the rest. A new
 * connection has nothing in hand: otherwise it would pay to come again and again.
 */
public final class Voice {
  private final Limits limits;
  private final Account account;
  private final Bucket ofAddressMessages;
  private final Bucket ofAddressBytes;
  private final Bucket ofRelayMessages;
  private final Bucket ofRelayBytes;

  Voice(Limits limits, Account account) {
    this.limits = limits;
    this.account = account;
    long now = limits.nowNs();
    ofAddressMessages = Bucket.empty(now);
    ofAddressBytes = Bucket.empty(now);
    ofRelayMessages = Bucket.empty(now);
    ofRelayBytes = Bucket.empty(now);
  }

  /**
   * Charges what the client has said.
   *
   * @return what it should do about it; empty: nothing
   */
  public Optional<Overrun> heard(int messages, long bytes) {
    return Optional.ofNullable(
        worse(
            worse(
                ofAddress(Resource.MESSAGES, messages, ofAddressMessages),
                ofAddress(Resource.BYTES, bytes, ofAddressBytes)),
            worse(
                ofRelay(Resource.MESSAGES, messages, ofRelayMessages),
                ofRelay(Resource.BYTES, bytes, ofRelayBytes))));
  }

  private @Nullable Overrun ofAddress(Resource resource, long amount, Bucket own) {
    Rate all = limits.settings().address().of(resource);
    if (!all.isLimited()) {
      return null;
    }
    Overrun overrun = limits.take(account.bucket(resource), amount, Scope.ADDRESS, resource, all);
    return above(own, amount, all.sharedBy(account.holders()), overrun);
  }

  private @Nullable Overrun ofRelay(Resource resource, long amount, Bucket own) {
    Rate all = limits.settings().relay().of(resource);
    if (!all.isLimited()) {
      return null;
    }
    Overrun overrun = limits.take(limits.relayBucket(resource), amount, Scope.RELAY, resource, all);
    Rate ofAddress = all.sharedBy(limits.accounts().active());
    Overrun ofMany = above(account.shareOf(resource), amount, ofAddress, overrun);
    return above(own, amount, ofAddress.sharedBy(account.holders()), ofMany);
  }

  /** Whether who has this share of what is used up has used up the share, too; it is charged. */
  private @Nullable Overrun above(Bucket share, long amount, Rate rate, @Nullable Overrun overrun) {
    long waitNs = share.take(amount, rate, limits.nowNs());
    return overrun == null || waitNs == 0 ? null : overrun.waitingAtMost(waitNs);
  }

  static @Nullable Overrun worse(@Nullable Overrun one, @Nullable Overrun other) {
    if (one == null || (other != null && other.waitNs() > one.waitNs())) {
      return other;
    }
    return one;
  }
}
