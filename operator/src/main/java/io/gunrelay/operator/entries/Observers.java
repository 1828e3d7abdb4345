package io.gunrelay.operator.entries;

import io.gunrelay.operator.relays.Address;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import java.util.concurrent.CompletableFuture;

/** Who can try an entry. */
public interface Observers {

  /** Tries it from here; blocks for some seconds at most. */
  TrialReport here(TrialOrder order);

  /**
   * Has a relay try it.
   *
   * @param token one that it takes orders for
   * @return fails within some seconds if the relay says nothing of it
   */
  CompletableFuture<TrialReport> there(Address relay, TrialOrder order, String token);
}
