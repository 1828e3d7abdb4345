package io.gunrelay.relay.limits;

import io.gunrelay.relay.clients.ClientNetwork;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What the clients of one address use, together. It is counted whether or not there is a limit, as
 * there may be one later. Thread-safe.
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

  /** Open sockets; written by the table that holds the account, which guards it. */
  private volatile int holders;

  /** The account of nobody in particular, which counts nothing of its own. */
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

  /** For a connection that has just been made. */
  public Voice voice() {
    return new Voice(limits, this);
  }

  /** Whose account it is; empty for everybody's. */
  Optional<ClientNetwork> network() {
    return Optional.ofNullable(network);
  }

  Bucket bucket(Resource resource) {
    return resource == Resource.MESSAGES ? messages : bytes;
  }

  /** What it has used of its share of the relay. */
  Bucket shareOf(Resource resource) {
    return resource == Resource.MESSAGES ? shareOfMessages : shareOfBytes;
  }

  /** Open sockets. */
  int holders() {
    return holders;
  }

  /** Counts a subscription; or says which limit forbids it. */
  public Optional<Overrun> subscribed() {
    Optional<Overrun> ofAll = limits.subscribed();
    if (ofAll.isPresent() || network == null) {
      return ofAll;
    }
    int most = limits.settings().subscriptionsPerAddress();
    int count = subscriptions.incrementAndGet();
    if (most == 0 || count <= most) {
      return Optional.empty();
    }
    unsubscribed(1);
    return limits.refused(Scope.ADDRESS, Resource.SUBSCRIPTIONS, most);
  }

  /** Takes back so many subscriptions. */
  public void unsubscribed(int count) {
    limits.unsubscribed(count);
    if (network != null) {
      subscriptions.addAndGet(-count);
    }
  }

  /** Counts a put that is not on the disk yet; or says which limit forbids it. */
  public Optional<Overrun> putBegan(long putBytes) {
    if (network == null) {
      return Optional.empty();
    }
    long most = limits.settings().unacknowledgedBytesPerAddress();
    long bytes = unacknowledgedBytes.addAndGet(putBytes);
    if (most == 0 || bytes <= most) {
      return Optional.empty();
    }
    putEnded(putBytes);
    return limits.refused(Scope.ADDRESS, Resource.UNACKNOWLEDGED, most);
  }

  /** A put that was counted is stored or refused. */
  public void putEnded(long putBytes) {
    if (network != null) {
      unacknowledgedBytes.addAndGet(-putBytes);
    }
  }

  /** So many sockets are open; by the table that holds the account. */
  void holders(int count) {
    holders = count;
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
