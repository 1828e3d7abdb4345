package io.gunrelay.relay.limits;

import io.gunrelay.relay.clients.ClientNetwork;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The accounts by address. There are as many as sockets are open, and those of some who have left:
 * their buckets would be full again if they were forgotten at once. Thread-safe.
 */
final class Accounts {
  /** So many who have left are remembered; the longest gone is forgotten first. */
  static final int MAX_LEFT = 16_384;

  private final Limits limits;
  private final Map<ClientNetwork, Account> present = new HashMap<>();
  private final Map<ClientNetwork, Account> left = new LinkedHashMap<>();
  private volatile int active;

  Accounts(Limits limits) {
    this.limits = limits;
  }

  /** How many addresses have sockets open; at least one. */
  int active() {
    return Math.max(1, active);
  }

  synchronized int size() {
    return present.size() + left.size();
  }

  /** Finds or opens the account of an address and counts a socket; empty if it has too many. */
  synchronized Optional<Account> enter(ClientNetwork network, int mostSockets) {
    Account account = present.get(network);
    if (account == null) {
      account = left.remove(network);
      if (account == null) {
        account = new Account(limits, network, limits.nowNs());
      }
      present.put(network, account);
      active = present.size();
    } else if (mostSockets > 0 && account.holders() >= mostSockets) {
      return Optional.empty();
    }
    account.holders(account.holders() + 1);
    return Optional.of(account);
  }

  synchronized void leave(Account account, ClientNetwork network) {
    account.holders(account.holders() - 1);
    if (account.holders() > 0) {
      return;
    }
    present.remove(network);
    active = present.size();
    if (!account.isFresh(limits.nowNs())) {
      left.put(network, account);
      if (left.size() > MAX_LEFT) {
        left.remove(left.keySet().iterator().next());
      }
    }
  }
}
