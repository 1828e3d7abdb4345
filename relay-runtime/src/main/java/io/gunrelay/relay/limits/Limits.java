package io.gunrelay.relay.limits;

import io.gunrelay.relay.clients.ClientNetwork;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** What clients have used of what they may use: of the relay, by address, by key. Thread-safe. */
public final class Limits {
  private volatile LimitSettings settings;
  private final LongSupplier nanoTime;
  private final LimitMetrics metrics;
  private final Accounts accounts;
  private final KeyRates keys;
  private final Deferring deferring;
  private final Account everybody;
  private final Bucket connectionRate;
  private final Bucket messages;
  private final Bucket bytes;
  private final AtomicLong subscriptions = new AtomicLong();

  /**
   * Nobody has used anything yet.
   *
   * @param nanoTime a monotonic clock
   */
  public Limits(LimitSettings settings, LongSupplier nanoTime, MeterRegistry registry) {
    this.settings = settings;
    this.nanoTime = nanoTime;
    metrics = new LimitMetrics(registry);
    accounts = new Accounts(this);
    keys = new KeyRates(this);
    deferring = new Deferring(this);
    long now = nanoTime.getAsLong();
    everybody = new Account(this, now);
    connectionRate = new Bucket(now);
    messages = new Bucket(now);
    bytes = new Bucket(now);
  }

  /**
   * Other limits hold from now on, for everybody. What was used stays counted, and nobody loses
   * what it has above a lower one.
   */
  public void take(LimitSettings changed) {
    settings = changed;
  }

  /** What is written with each pair of keys. */
  public KeyRates keys() {
    return keys;
  }

  /** What is kept until it is due, and for whom. */
  public Deferring deferring() {
    return deferring;
  }

  /**
   * The account of whoever has no address of its own: a proxy that has not said for whom it speaks.
   */
  public Account everybody() {
    return everybody;
  }

  /**
   * A socket was opened; empty if it should be closed at once. Whoever gets an account says when
   * the socket is closed.
   */
  public Optional<Account> enter(ClientNetwork network) {
    if (take(
            connectionRate,
            1,
            Scope.RELAY,
            Resource.CONNECTION_RATE,
            settings.relay().connections())
        != null) {
      metrics.count(Scope.RELAY, Resource.CONNECTION_RATE, LimitMetrics.Action.REFUSED);
      return Optional.empty();
    }
    Optional<Account> account = accounts.enter(network, settings.connectionsPerAddress());
    if (account.isEmpty()) {
      metrics.count(Scope.ADDRESS, Resource.CONNECTIONS, LimitMetrics.Action.REFUSED);
      return account;
    }
    Account entered = account.get();
    if (take(
            entered.connectionRate,
            1,
            Scope.ADDRESS,
            Resource.CONNECTION_RATE,
            settings.address().connections())
        != null) {
      metrics.count(Scope.ADDRESS, Resource.CONNECTION_RATE, LimitMetrics.Action.REFUSED);
      entered.left();
      return Optional.empty();
    }
    return account;
  }

  /** Somebody was told that a limit is reached. */
  public void told(Overrun overrun) {
    metrics.count(overrun.scope(), overrun.resource(), LimitMetrics.Action.TOLD);
  }

  /** Somebody is not read from for a while. */
  public void slowed(Overrun overrun) {
    metrics.count(overrun.scope(), overrun.resource(), LimitMetrics.Action.SLOWED);
  }

  /** Somebody was closed. */
  public void closed(Overrun overrun) {
    metrics.count(overrun.scope(), overrun.resource(), LimitMetrics.Action.CLOSED);
  }

  LimitSettings settings() {
    return settings;
  }

  long nowNs() {
    return nanoTime.getAsLong();
  }

  Accounts accounts() {
    return accounts;
  }

  Bucket relayBucket(Resource resource) {
    return resource == Resource.MESSAGES ? messages : bytes;
  }

  @Nullable Overrun take(Bucket bucket, long amount, Scope scope, Resource resource, Rate rate) {
    long waitNs = bucket.take(amount, rate, nowNs());
    return waitNs == 0 ? null : new Overrun(scope, resource, rate.perSecond(), waitNs);
  }

  Optional<Overrun> subscribed() {
    long most = settings.subscriptions();
    long count = subscriptions.incrementAndGet();
    if (most == 0 || count <= most) {
      return Optional.empty();
    }
    subscriptions.decrementAndGet();
    return refused(Scope.RELAY, Resource.SUBSCRIPTIONS, most);
  }

  void unsubscribed(int count) {
    subscriptions.addAndGet(-count);
  }

  Optional<Overrun> refused(Scope scope, Resource resource, long limit) {
    metrics.count(scope, resource, LimitMetrics.Action.REFUSED);
    return Optional.of(new Overrun(scope, resource, limit, 0));
  }
}
