package io.gunrelay.relay.replication.net;

import io.gunrelay.relay.store.Origin;
import java.net.InetSocketAddress;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The relays that take from this one now. Thread-safe. */
final class Takers {
  private final Set<Taker> links = ConcurrentHashMap.newKeySet();
  private final Runnable changed;

  /**
   * Nobody yet.
   *
   * @param changed told after each change, by the links' threads
   */
  Takers(Runnable changed) {
    this.changed = changed;
  }

  /** One link of one of them. */
  final class Taker implements AutoCloseable {
    private final Origin origin;
    private final @Nullable InetSocketAddress listening;
    private final LongSupplier bytes;
    private volatile boolean asks;

    private Taker(
        Origin origin, @Nullable InetSocketAddress listening, boolean asks, LongSupplier bytes) {
      this.origin = origin;
      this.listening = listening;
      this.asks = asks;
      this.bytes = bytes;
    }

    /** It has said whether it wants the link, or takes in return only. */
    void asks(boolean chosen) {
      if (asks != chosen) {
        asks = chosen;
        changed.run();
      }
    }

    /** The link has ended. */
    @Override
    public void close() {
      links.remove(this);
      changed.run();
    }
  }

  /**
   * A relay takes from now on.
   *
   * @param origin its process
   * @param listening where it gives itself, null if it does not say so
   * @param asks whether it wants the link, as far as it has said
   * @param bytes what is in hand for it, or sent and not confirmed
   */
  Taker opened(
      Origin origin, @Nullable InetSocketAddress listening, boolean asks, LongSupplier bytes) {
    Taker taker = new Taker(origin, listening, asks, bytes);
    links.add(taker);
    changed.run();
    return taker;
  }

  int count() {
    return links.size();
  }

  /** Where they can be taken from. */
  Set<InetSocketAddress> addresses() {
    return links.stream()
        .map(taker -> taker.listening)
        .filter(Objects::nonNull)
        .collect(Collectors.toSet());
  }

  boolean has(Origin origin) {
    return links.stream().anyMatch(taker -> taker.origin.equals(origin));
  }

  /**
   * Whether it takes by its own choice.
   *
   * @param origin the process that was met at the address last, null if none was
   * @param address where another process of it may listen by now, which has not been met yet
   */
  boolean asks(@Nullable Origin origin, InetSocketAddress address) {
    return links.stream()
        .filter(taker -> taker.asks)
        .anyMatch(taker -> taker.origin.equals(origin) || address.equals(taker.listening));
  }

  /** What is in hand for a relay, or sent and not confirmed; null if it does not take. */
  @Nullable Long bytes(Origin origin) {
    return has(origin)
        ? links.stream()
            .filter(taker -> taker.origin.equals(origin))
            .mapToLong(taker -> taker.bytes.getAsLong())
            .sum()
        : null;
  }

  /** The same for all together. */
  long bytes() {
    return links.stream().mapToLong(taker -> taker.bytes.getAsLong()).sum();
  }
}
