package io.gunrelay.api.v1alpha1;

import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * A fleet of GUN relays.
 *
 * <p>Its name begins the names of what is made for it, some of which (Services, the revision labels
 * of a StatefulSet's pods) may have 63 characters and no dots: hence the rules about it.
 */
@Group(GunRelayCluster.GROUP)
@Version(GunRelayCluster.VERSION)
@Kind(GunRelayCluster.KIND)
@Plural("gunrelayclusters")
@Singular("gunrelaycluster")
@ShortNames("grc")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "metadata.name must begin with a letter and hold small letters, digits and dashes only, as"
            + " Services are named after it: choose another name, such as relays-1")
@ValidationRule(
    value = "self.spec.regions.all(r, size(self.metadata.name) + size(r.name) <= 45)",
    message =
        "metadata.name and spec.regions[].name may have 45 characters together, as longer ones leave"
            + " no room in the names made of them: shorten one of them")
@AdditionalPrinterColumn(
    name = "Phase",
    jsonPath = ".status.phase",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Version",
    jsonPath = ".spec.version",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.ready",
    type = AdditionalPrinterColumn.Type.STRING)
@AdditionalPrinterColumn(
    name = "Clients",
    jsonPath = ".status.clients",
    type = AdditionalPrinterColumn.Type.INTEGER)
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Message",
    jsonPath = ".status.message",
    type = AdditionalPrinterColumn.Type.STRING,
    priority = 1)
public final class GunRelayCluster
    extends CustomResource<GunRelayClusterSpec, GunRelayClusterStatus> implements Namespaced {

  private static final long serialVersionUID = 1L;

  public static final String GROUP = "gunrelay.io";
  public static final String VERSION = "v1alpha1";
  public static final String KIND = "GunRelayCluster";
}
