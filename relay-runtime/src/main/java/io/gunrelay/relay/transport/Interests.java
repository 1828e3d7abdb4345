package io.gunrelay.relay.transport;

import io.gunrelay.relay.bytes.TextRange;
import io.gunrelay.relay.graph.Query;
import io.gunrelay.relay.graph.RangeQuery;
import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.ClientLimits;
import io.gunrelay.relay.limits.Overrun;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client listens to: counted, and kept as hashes only. Belongs to the connection's loop. */
final class Interests {
  private final ClientContext context;
  private final Account account;
  private final LongSet subscriptions = new LongSet();
  private @Nullable LongSet askedBack;
  private int ranges;

  Interests(ClientContext context, Account account) {
    this.context = context;
    this.account = account;
  }

  /**
   * Whether the client may be asked back about what it asked for: once. gun.js passes a question of
   * ours on to other relays that it is connected to, and theirs to us. If every question were asked
   * back, two relays would question each other by way of it for ever.
   */
  boolean mayAskBack(Query query) {
    LongSet asked = askedBack;
    if (asked == null) {
      asked = new LongSet();
      askedBack = asked;
    }
    return asked.add(hash(query));
  }

  /** Counts a subscription; or says why there may not be another. */
  Optional<String> subscribe(Query query) {
    return subscribe(hash(query));
  }

  /** Counts a subscription; or says why there may not be another. */
  Optional<String> subscribe(RangeQuery query) {
    TextRange souls = query.souls();
    if (souls.only().isPresent()) {
      return subscribe(new Query(souls.from(), Optional.empty()));
    }
    // Not that of any soul and key.
    long hash = ~context.hashes().of(souls.from(), souls.until().orElse(""));
    if (subscriptions.contains(hash)) {
      return Optional.empty();
    }
    if (ranges == ClientLimits.RANGES_PER_CONNECTION) {
      return Optional.of(
          "Too many subscriptions: this relay allows %d ranges of souls on one connection."
              .formatted(ClientLimits.RANGES_PER_CONNECTION));
    }
    Optional<String> refusal = subscribe(hash);
    if (refusal.isEmpty()) {
      ranges++;
    }
    return refusal;
  }

  /** The client is gone: none of its subscriptions counts any more. */
  void end() {
    context.metrics().subscriptions.addAndGet(-subscriptions.size());
    account.unsubscribed(subscriptions.size());
  }

  private Optional<String> subscribe(long hash) {
    if (subscriptions.contains(hash)) {
      return Optional.empty();
    }
    int most = context.limits().maxSubscriptionsPerConnection();
    if (subscriptions.size() >= most) {
      return Optional.of(
          "Too many subscriptions: this relay allows %d on one connection.".formatted(most));
    }
    Optional<Overrun> overrun = account.subscribed();
    if (overrun.isEmpty()) {
      subscriptions.add(hash);
      context.metrics().subscriptions.incrementAndGet();
    }
    return overrun.map(Overrun::sentence);
  }

  private long hash(Query query) {
    return context.hashes().of(query.soul(), query.key().orElse(""));
  }
}
