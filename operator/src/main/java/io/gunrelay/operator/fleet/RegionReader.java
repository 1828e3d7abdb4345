package io.gunrelay.operator.fleet;

import static io.gunrelay.operator.fleet.Given.mapped;
import static io.gunrelay.operator.fleet.Given.refused;
import static io.gunrelay.operator.fleet.Given.text;

import io.gunrelay.api.v1alpha1.AutoscalingSpec;
import io.gunrelay.api.v1alpha1.GunRelayClusterSpec;
import io.gunrelay.api.v1alpha1.RegionSpec;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what a resource says of its regions. */
final class RegionReader {

  private static final Pattern DNS_LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final int LONGEST_DNS_LABEL = 63;

  static List<Region> regions(Owner owner, GunRelayClusterSpec spec) {
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
              replication(region),
              Colour.NONE);
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
    return new Placement.Selected(mapped(placement.nodeSelector()));
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
    return new ReplicationEntry.LoadBalancer(mapped(replication.serviceAnnotations()));
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

  private RegionReader() {}
}
