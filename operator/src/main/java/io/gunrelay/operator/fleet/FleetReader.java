package io.gunrelay.operator.fleet;

import io.gunrelay.api.v1alpha1.AddressLimitsSpec;
import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.ExposureSpec;
import io.gunrelay.api.v1alpha1.ExposureType;
import io.gunrelay.api.v1alpha1.GunRelayCluster;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.KeyLimitsSpec;
import io.gunrelay.api.v1alpha1.LimitsSpec;
import io.gunrelay.api.v1alpha1.NetworkPolicySpec;
import io.gunrelay.api.v1alpha1.RegionSpec;
import io.gunrelay.api.v1alpha1.SecuritySpec;
import io.gunrelay.api.v1alpha1.StorageSpec;
import io.gunrelay.api.v1alpha1.StorageType;
import io.gunrelay.api.v1alpha1.VolumeRetention;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads a resource into a fleet. Defaults stand in the API's types; what is checked here would
 * otherwise make objects that the API server refuses, or none at all.
 */
public final class FleetReader {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final int LONGEST_DNS_LABEL = 63;

  private final String relayRepository;
  private final String operatorNamespace;

  /**
   * @param relayRepository the relay's image without a tag
   * @param operatorNamespace where the operator runs, which asks relays for their reports
   */
  public FleetReader(String relayRepository, String operatorNamespace) {
    this.relayRepository = relayRepository;
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
      return read(owner, spec);
    } catch (RefusedException refused) {
      return refused.reading;
    }
  }

  private Fleet read(Owner owner, GunRelayClusterSpec spec) {
    return new Fleet(
        owner,
        text(spec.version(), "spec.version", "is missing: give one such as 1.4.0"),
        image(spec),
        regions(owner, spec),
        entry(spec.exposure()),
        storage(spec.storage()),
        new Durability(word(spec.durability()), word(spec.whenAlone())),
        limits(spec.limits()),
        security(spec.security()),
        spec.resources(),
        spec.monitoring().serviceMonitor());
  }

  private String image(GunRelayClusterSpec spec) {
    var image = spec.image();
    return image == null || image.isBlank() ? relayRepository + ":" + spec.version() : image;
  }

  private static List<Region> regions(Owner owner, GunRelayClusterSpec spec) {
    @Nullable List<RegionSpec> given = spec.regions();
    if (given == null || given.isEmpty()) {
      throw refused("spec.regions", "is empty: name one region");
    }
    var regions = new ArrayList<Region>();
    var names = new HashSet<String>();
    for (var region : given) {
      var name = text(region.name(), "spec.regions[].name", "is missing: name the region");
      if (!DNS_LABEL.matcher(name).matches()) {
        throw refused(
            "spec.regions[].name", "'" + name + "' must be small letters, digits and dashes");
      }
      if (!names.add(name)) {
        throw refused("spec.regions[].name", "'" + name + "' is there twice: rename or remove one");
      }
      if (Names.isReserved(name)) {
        throw refused(
            "spec.regions[].name", "'" + name + "' is part of Services' names: choose another one");
      }
      var read =
          new Region(
              name,
              scale(spec, region),
              placement(region),
              region.host(),
              site(owner, region),
              replication(region));
      var longest = Names.replicationEntry(owner, read.name());
      if (longest.length() > LONGEST_DNS_LABEL) {
        throw refused(
            "metadata.name",
            "is too long: the Service "
                + longest
                + " would have "
                + longest.length()
                + " characters of at most "
                + LONGEST_DNS_LABEL
                + "; choose shorter names");
      }
      if (!DNS_LABEL.matcher(longest).matches() || !Character.isLetter(longest.charAt(0))) {
        throw refused(
            "metadata.name",
            "'"
                + owner.name()
                + "' cannot be part of a Service's name: use small letters, digits and dashes, a"
                + " letter first");
      }
      regions.add(read);
    }
    return regions;
  }

  private static Placement placement(RegionSpec region) {
    var placement = region.placement();
    if (placement == null) {
      return new Placement.Preferred();
    }
    var labels = placement.nodeSelector();
    return new Placement.Selected(labels == null ? Map.of() : labels);
  }

  private static Site site(Owner owner, RegionSpec region) {
    var cluster = region.cluster();
    if (cluster == null) {
      return new Site.Home();
    }
    var secret = cluster.kubeConfigSecretRef();
    var namespace = cluster.namespace();
    return new Site.Other(
        text(
            secret.name(),
            "spec.regions[].cluster.kubeConfigSecretRef.name",
            "is missing: name the Secret that holds the kubeconfig"),
        secret.key(),
        namespace == null ? owner.namespace() : namespace);
  }

  private static ReplicationEntry replication(RegionSpec region) {
    var replication = region.replication();
    if (replication == null) {
      return ReplicationEntry.DEFAULT;
    }
    var endpoint = replication.endpoint();
    if (endpoint != null) {
      return new ReplicationEntry.Endpoint(endpoint);
    }
    var annotations = replication.serviceAnnotations();
    return new ReplicationEntry.LoadBalancer(annotations == null ? Map.of() : annotations);
  }

  private static Region.Scale scale(GunRelayClusterSpec spec, RegionSpec region) {
    @Nullable AutoscalingSpec autoscaling = region.autoscaling();
    if (autoscaling == null) {
      var own = region.replicas();
      int replicas = own == null ? spec.replicas() : own;
      if (replicas < 0) {
        throw refused("spec.replicas", "is negative: give 0 or more");
      }
      return new Region.Scale.Fixed(replicas);
    }
    int min = autoscaling.minReplicas();
    @Nullable Integer max = autoscaling.maxReplicas();
    if (max == null || min < 1 || max < min) {
      throw refused(
          "spec.regions[].autoscaling",
          "needs 1 <= minReplicas <= maxReplicas: correct the bounds");
    }
    return new Region.Scale.Automatic(
        min,
        max,
        autoscaling.targetCPUUtilizationPercentage(),
        autoscaling.scaleDownWindowSeconds(),
        autoscaling.targetConnections());
  }

  private static @Nullable Entry entry(@Nullable ExposureSpec exposure) {
    if (exposure == null || exposure.type() == ExposureType.None) {
      return null;
    }
    var tls = exposure.tls();
    return new Entry(
        text(
            exposure.host(),
            "spec.exposure.host",
            "is missing: give the DNS name that clients connect to, or set type None"),
        door(exposure),
        tls == null ? null : tls.secretName(),
        listed(exposure.trustedProxies()));
  }

  private static Door door(ExposureSpec exposure) {
    if (exposure.type() != ExposureType.Gateway) {
      return new Door.Ingress(exposure.className());
    }
    var shared = exposure.gatewayRef();
    if (shared == null) {
      return new Door.OwnGateway(
          text(
              exposure.className(),
              "spec.exposure",
              "has no Gateway: name one in gatewayRef, or the class of one to be made in className"));
    }
    return new Door.SharedGateway(
        text(shared.name(), "spec.exposure.gatewayRef.name", "is missing: name the Gateway"),
        shared.namespace(),
        shared.sectionName());
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

  private static Limits limits(LimitsSpec limits) {
    return new Limits(
        limits.connections(),
        limits.messageBytes(),
        limits.subscriptionsPerConnection(),
        new Limits.Bounds(
            null,
            limits.connectionsPerSecond(),
            limits.messagesPerSecond(),
            limits.bytesPerSecond(),
            limits.subscriptions(),
            null,
            null),
        limits(limits.perAddress()),
        limits(limits.perKey()));
  }

  private static Limits.Bounds limits(@Nullable AddressLimitsSpec limits) {
    if (limits == null) {
      return Limits.Bounds.NONE;
    }
    Integer subscriptions = limits.subscriptions();
    return new Limits.Bounds(
        limits.connections(),
        limits.connectionsPerSecond(),
        limits.messagesPerSecond(),
        limits.bytesPerSecond(),
        subscriptions == null ? null : subscriptions.longValue(),
        limits.unacknowledgedBytes(),
        limits.deferredBytes());
  }

  private static Limits.Bounds limits(@Nullable KeyLimitsSpec limits) {
    return limits == null
        ? Limits.Bounds.NONE
        : new Limits.Bounds(
            null,
            null,
            limits.messagesPerSecond(),
            limits.bytesPerSecond(),
            null,
            null,
            limits.deferredBytes());
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

  private static List<String> listed(@Nullable List<String> given) {
    return given == null ? List.of() : given;
  }

  private static String text(@Nullable String value, String field, String why) {
    if (value == null || value.isBlank()) {
      throw refused(field, why);
    }
    return value;
  }

  private static RefusedException refused(String field, String why) {
    return new RefusedException(new Reading.Refused(field, why));
  }

  /** Ends the reading at the first thing wrong; never leaves this class. */
  private static final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Reading.Refused reading;

    RefusedException(Reading.Refused reading) {
      super(reading.message(), null, false, false);
      this.reading = reading;
    }
  }
}
