package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.ServiceAccount;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;

/** The relays' identity. They never talk to the API server, so no token is mounted. */
final class RelayServiceAccount {

  private RelayServiceAccount() {}

  static ServiceAccount of(Fleet fleet) {
    return new ServiceAccountBuilder()
        .withMetadata(Metadata.of(fleet.owner(), Names.cluster(fleet.owner())))
        .withAutomountServiceAccountToken(false)
        .build();
  }
}
