package io.gunrelay.operator;

import io.gunrelay.operator.entries.Observers;
import io.gunrelay.operator.relays.Address;
import io.gunrelay.operator.relays.RelayReports;
import io.gunrelay.relay.api.TrialOrder;
import io.gunrelay.relay.api.TrialReport;
import io.gunrelay.relay.api.trial.TrialClient;
import java.util.concurrent.CompletableFuture;

/** The operator itself and the relays, as those who try entries. */
record Witnesses(TrialClient client, RelayReports relays) implements Observers {

  @Override
  public TrialReport here(TrialOrder order) {
    return client.run(order);
  }

  @Override
  public CompletableFuture<TrialReport> there(Address relay, TrialOrder order, String token) {
    return relays.tryEntry(relay, order, token);
  }
}
