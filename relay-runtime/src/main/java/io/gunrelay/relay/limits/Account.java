package io.gunrelay.relay.limits;

import io.gunrelay.relay.clients.ClientNetwork;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of one address use, together. Where no limit asks for it, one account stands for
 * everybody and counts nothing. Thread-safe.
 */
public final class Account {
  private final Limits limits;
  private final @Nullable ClientNetwork network;
  final Bucket connectionRate;
  private final Bucket messages;
  private final Bucket bytes;
  private final Bucket shareOfMessages;
  private final Bucket shareOfBytes;
  private final AtomicInteger subscriptions = new AtomicInteger();
  private final AtomicLong unacknowledgedBytes = new AtomicLong();

  /** Open sockets; guarded by the table that holds the account. */
  int holders;

  /** The account that stands for everybody. */
  Account(Limits limits, long nowNs) {
    this(limits, null, nowNs);
  }

  Account(Limits limits, @Nullable ClientNetwork network, long nowNs) {
    this.limits = limits;
    this.network = network;
    connectionRate = new Bucket(nowNs);
    messages = new Bucket(nowNs);
    bytes = new Bucket(nowNs);
    shareOfMessages = new Bucket(nowNs);
    shareOfBytes = new Bucket(nowNs);
  }

  /** Whether this account counts anything of its own. */
  public boolean isShared() {
    return network == null;
  }

  /**
   * Charges what a client has said.
   *
   * @return what it should do about it; empty: nothing
   */
  public Optional<Overrun> heard(int messageCount, long byteCount) {
    if (network == null) {
      return Optional.empty();
    }
    LimitSettings settings = limits.settings();
    long now = limits.nowNs();
    Overrun worst =
        worse(
            limits.take(
                messages,
                messageCount,
                Scope.ADDRESS,
                Resource.MESSAGES,
                settings.address().messages()),
            limits.take(
                bytes, byteCount, Scope.ADDRESS, Resource.BYTES, settings.address().bytes()));
    if (settings.relay().talkIsLimited()) {
      worst = worse(worst, ofRelay(messageCount, shareOfMessages, Resource.MESSAGES, now));
      worst = worse(worst, ofRelay(byteCount, shareOfBytes, Resource.BYTES, now));
    }
    return Optional.ofNullable(worst);
  }

  /**
   * When all together are over the relay's limit, those wait who take more than an equal share of
   * it. The others go on, so one cannot starve the rest.
   */
  private @Nullable Overrun ofRelay(long amount, Bucket share, Resource resource, long now) {
    Rate all =
        resource == Resource.MESSAGES
            ? limits.settings().relay().messages()
            : limits.settings().relay().bytes();
    if (!all.isLimited()) {
      return null;
    }
    Overrun overrun = limits.take(limits.relayBucket(resource), amount, Scope.RELAY, resource, all);
    Rate equal = new Rate(Math.max(1, all.perSecond() / limits.accounts().active()));
    long overShare = share.take(amount, equal, now);
    return overrun != null && overShare > 0 ? overrun : null;
  }

  static @Nullable Overrun worse(@Nullable Overrun one, @Nullable Overrun other) {
    if (one == null || (other != null && other.waitNs() > one.waitNs())) {
      return other;
    }
    return one;
  }

  /** Counts a subscription; or says which limit forbids it. */
  public Optional<Overrun> subscribed() {
    Optional<Overrun> ofAll = limits.subscribed();
    int most = limits.settings().subscriptionsPerAddress();
    if (ofAll.isPresent() || network == null || most == 0) {
      return ofAll;
    }
    if (subscriptions.incrementAndGet() <= most) {
      return Optional.empty();
    }
    unsubscribed(1);
    return limits.refused(Scope.ADDRESS, Resource.SUBSCRIPTIONS, most);
  }

  /** Takes back so many subscriptions. */
  public void unsubscribed(int count) {
    limits.unsubscribed(count);
    if (network != null && limits.settings().subscriptionsPerAddress() > 0) {
      subscriptions.addAndGet(-count);
    }
  }

  /** Counts a put that is not on the disk yet; or says which limit forbids it. */
  public Optional<Overrun> putBegan(long putBytes) {
    long most = limits.settings().unacknowledgedBytesPerAddress();
    if (network == null || most == 0 || unacknowledgedBytes.addAndGet(putBytes) <= most) {
      return Optional.empty();
    }
    putEnded(putBytes);
    return limits.refused(Scope.ADDRESS, Resource.UNACKNOWLEDGED, most);
  }

  /** A put that was counted is stored or refused. */
  public void putEnded(long putBytes) {
    if (network != null && limits.settings().unacknowledgedBytesPerAddress() > 0) {
      unacknowledgedBytes.addAndGet(-putBytes);
    }
  }

  /** A socket is closed. */
  public void left() {
    if (network != null) {
      limits.accounts().leave(this, network);
    }
  }

  /** Whether nothing of what it did is remembered. */
  boolean isFresh(long nowNs) {
    return connectionRate.isFull(nowNs) && messages.isFull(nowNs) && bytes.isFull(nowNs);
  }
}
