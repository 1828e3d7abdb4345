package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.forbidden;
import static io.gunrelay.operator.fleet.Given.listed;
import static io.gunrelay.operator.fleet.Given.refused;
import static io.gunrelay.operator.fleet.Given.text;

import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.NetworkPolicySpec;
import io.gunrelay.api.v1alpha1.SecuritySpec;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.StorageType;
import io.gunrelay.api.v1alpha1.VolumeRetention;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource into a fleet. Defaults stand in the API's types; what is checked here would
 * otherwise make objects that the API server refuses, or none at all.
 */
public final class FleetReader {

  private final ImageReader images;
  private final Allowed allowed;
  private final String operatorNamespace;

  /**
   * @param images the relay's
   * @param allowed what resources may ask for
   * @param operatorNamespace where the operator runs, which asks relays for their reports
   */
  public FleetReader(RelayImages images, Allowed allowed, String operatorNamespace) {
    this.images = new ImageReader(images, allowed.images());
    this.allowed = allowed;
    this.operatorNamespace = operatorNamespace;
  }

  public Reading read(GunRelayCluster resource) {
    var meta = resource.getMetadata();
    var owner = new Owner(meta.getNamespace(), meta.getName(), meta.getUid());
    @Nullable GunRelayClusterSpec spec = resource.getSpec();
    if (spec == null) {
      return new Reading.Refused("spec", "is missing: give a version and a region");
    }
    try {
      var fleet = read(owner, spec);
      checkHosts(fleet);
      new AnalysisReader(owner, allowed).check(fleet.strategy().analysis());
      return fleet;
    } catch (Given.RefusedException refused) {
      return refused.reading;
    }
  }

  private Fleet read(Owner owner, GunRelayClusterSpec spec) {
    var version = text(spec.version(), "spec.version", "is missing: give one such as 1.4.0");
    var regions = RegionReader.regions(owner, spec);
    return new Fleet(
        owner,
        revision(owner, version, spec),
        StrategyReader.strategy(spec, regions),
        regions,
        new EntryReader(owner, allowed).entry(spec.exposure()),
        storage(spec.storage()),
        LimitsReader.limits(spec.limits()),
        security(spec.security()),
        spec.failover(),
        new Monitoring(spec.monitoring().serviceMonitor(), word(spec.monitoring().logLevel())));
  }

  private Revision revision(Owner owner, String version, GunRelayClusterSpec spec) {
    return new Revision(
        version,
        images.image(spec, owner.namespace()),
        new Durability(word(spec.durability()), word(spec.whenAlone())),
        spec.resources(),
        new PodReader(allowed, owner.namespace()).overrides(spec),
        GracePeriod.forConnections(spec.limits().connections()).drainSeconds());
  }

  private void checkHosts(Fleet fleet) {
    var entry = fleet.entry();
    if (entry != null) {
      checkHost("spec.exposure.host", entry.host(), fleet.owner());
    }
    for (var region : fleet.regions()) {
      var host = region.host();
      if (host != null) {
        checkHost("spec.regions[].host", host, fleet.owner());
      }
    }
  }

  private void checkHost(String field, String host, Owner owner) {
    if (!allowed.hosts().match(host, owner.namespace())) {
      throw forbidden(field, host, "GUNRELAY_ALLOWED_HOSTS");
    }
  }

  private static Storage storage(StorageSpec storage) {
    if (storage.type() != StorageType.PersistentVolume) {
      return new Storage.Ephemeral();
    }
    return new Storage.Volume(
        Objects.requireNonNull(storage.volumeSize()),
        storage.storageClassName(),
        storage.whenDeleted() == VolumeRetention.Delete);
  }

  /** As the relay's options spell it. */
  private static String word(Enum<?> choice) {
    return choice.name().toLowerCase(Locale.ROOT);
  }

  private Security security(SecuritySpec security) {
    return new Security(
        listed(security.allowedOrigins()),
        word(security.encryption()),
        listed(security.ciphertextShapes()),
        security.signedOnly(),
        network(security.networkPolicy()));
  }

  private @Nullable Network network(NetworkPolicySpec policy) {
    return policy.enabled()
        ? new Network(operatorNamespace, listed(policy.clientsFrom()), listed(policy.metricsFrom()))
        : null;
  }
}
