package io.gunrelay.relay.transport;

import io.gunrelay.relay.graph.Allowance;
import io.gunrelay.relay.limits.Account;
import io.gunrelay.relay.limits.Deferring;
import io.gunrelay.relay.limits.Overrun;
import io.gunrelay.relay.sea.Sea;
import java.util.Optional;

/**
 * What may be kept of one client's puts to one soul until they are due. Outlives the connection.
 *
 * @param owner the key that what is put there was proved to be signed or certified with
 */
record FutureOf(Deferring deferring, Account account, Optional<String> owner) implements Allowance {

  static Allowance at(String soul, Deferring deferring, Account account) {
    return deferring.isLimited()
        ? new FutureOf(deferring, account, Sea.owner(soul))
        : Allowance.UNLIMITED;
  }

  @Override
  public Optional<String> take(long bytes) {
    return deferring.began(account, owner, bytes).map(Overrun::sentence);
  }

  @Override
  public void giveBack(long bytes) {
    deferring.ended(account, owner, bytes);
  }
}
