package io.gunrelay.api.v1alpha1;

import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/** A fleet of GUN relays. */
@Group(GunRelayCluster.GROUP)
@Version(GunRelayCluster.VERSION)
@Kind(GunRelayCluster.KIND)
@Plural("gunrelayclusters")
@Singular("gunrelaycluster")
@ShortNames("grc")
public final class GunRelayCluster
    extends CustomResource<GunRelayClusterSpec, GunRelayClusterStatus> implements Namespaced {

  private static final long serialVersionUID = 1L;

  public static final String GROUP = "gunrelay.io";
  public static final String VERSION = "v1alpha1";
  public static final String KIND = "GunRelayCluster";
}
