package io.gunrelay.operator.apply;

import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressBuilder;
import io.gunrelay.operator.fleet.Entry;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Region;

/** The entry: the path that GUN clients use, on the host that the resource names. */
final class RelayIngress {

  static final String GUN_PATH = "/gun";

  private RelayIngress() {}

  static Ingress of(Fleet fleet, Entry entry, Region region) {
    var spec =
        new IngressBuilder()
            .withMetadata(Metadata.of(fleet.owner(), Names.cluster(fleet.owner())))
            .withNewSpec()
            .withIngressClassName(entry.className())
            .addNewRule()
            .withHost(entry.host())
            .withNewHttp()
            .addNewPath()
            .withPath(GUN_PATH)
            .withPathType("Prefix")
            .withNewBackend()
            .withNewService()
            .withName(Names.region(fleet.owner(), region))
            .withNewPort()
            .withName(Names.CLIENT_PORT)
            .endPort()
            .endService()
            .endBackend()
            .endPath()
            .endHttp()
            .endRule();
    var secret = entry.tlsSecret();
    if (secret != null) {
      spec.addNewTl().withHosts(entry.host()).withSecretName(secret).endTl();
    }
    return spec.endSpec().build();
  }
}
