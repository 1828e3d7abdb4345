package io.gunrelay.operator.fleet;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Every name and label of what is made for a fleet. */
public final class Names {

  /** Who writes, in {@code managedFields}. */
  public static final String FIELD_MANAGER = "gunrelay-operator";

  /**
   * Who holds {@code spec.replicas} between the operator, which let go of it, and the autoscaler,
   * which has not taken it yet.
   */
  public static final String REPLICAS_HOLDER = "gunrelay-operator-replicas";

  public static final String CLUSTER_LABEL = "gunrelay.io/cluster";
  public static final String REGION_LABEL = "gunrelay.io/region";
  public static final String COLOUR_LABEL = "gunrelay.io/colour";

  /** On pods alone: what they run, by its id. */
  public static final String REVISION_LABEL = "gunrelay.io/revision";

  /** In another cluster than the resource's, where no owner reference can say it: its UID. */
  public static final String OWNER_LABEL = "gunrelay.io/owner";

  /** There, too: the Secret whose kubeconfig led the operator to that cluster. */
  public static final String KUBE_CONFIG_LABEL = "gunrelay.io/kubeconfig";

  public static final String MANAGED_BY_LABEL = "app.kubernetes.io/managed-by";
  public static final String MANAGED_BY = "gunrelay-operator";
  public static final String COMPONENT_LABEL = "app.kubernetes.io/component";
  public static final String COMPONENT = "relay";

  /** The container, the data volume and the volume claims' prefix. */
  public static final String CONTAINER = "relay";

  public static final String DATA_VOLUME = "data";

  /** Names of ports, in pods and Services. */
  public static final String CLIENT_PORT = "gun";

  public static final String REPLICATION_PORT = "replication";
  public static final String ADMIN_PORT = "admin";

  /** On the resource: keeps it until nothing of it is left in other clusters. */
  public static final String FINALIZER = "gunrelay.io/other-clusters";

  /** The relays' configuration, in its ConfigMap and where that is mounted. */
  public static final String CONFIG_FILE = "relay.yaml";

  private static final String PEERS = "-peers";
  private static final String REPLICATION = "-replication";
  private static final String ENTRY = "-entry";

  private Names() {}

  /** Client Service, own Ingress or route. */
  public static String region(Owner owner, Region region) {
    return owner.name() + "-" + region.name();
  }

  /** Deployment or StatefulSet, ConfigMap, autoscaler, budget, Service of the region's colour. */
  public static String relaySet(Owner owner, Region region) {
    return region(owner, region) + region.colour().suffix();
  }

  /** The Service of a region's entry while its relays are of two colours. */
  public static String regionEntry(Owner owner, Region region) {
    return region(owner, region) + ENTRY;
  }

  /** The Service of the fleet's entry while its relays are of two colours. */
  public static String relaysEntry(Owner owner) {
    return relays(owner) + ENTRY;
  }

  /** The headless Service that names the relays of a region. */
  public static String peers(Owner owner, Region region) {
    return region(owner, region) + PEERS;
  }

  /** The headless Service by which all relays of the fleet find each other. */
  public static String allPeers(Owner owner) {
    return owner.name() + PEERS;
  }

  /** The Service by which relays of other clusters come to those of a region. */
  public static String replicationEntry(Owner owner, String region) {
    return owner.name() + "-" + region + REPLICATION;
  }

  /** The EndpointSlice of relays in other clusters, which the peers' Service names too. */
  public static String peersElsewhere(Owner owner) {
    return allPeers(owner) + "-elsewhere";
  }

  /** The Service of all relays of the fleet that take clients. */
  public static String relays(Owner owner) {
    return owner.name() + "-relays";
  }

  /** Whether a region of this name would take the place of another object of the fleet. */
  public static boolean isReserved(String region) {
    return region.equals("relays")
        || Stream.of(PEERS, REPLICATION, ENTRY, Colour.BLUE.suffix(), Colour.GREEN.suffix())
            .anyMatch(("-" + region)::endsWith);
  }

  /** The Secret of the authority of replication, which no pod mounts. */
  public static String replicationAuthority(Owner owner) {
    return owner.name() + "-replication-ca";
  }

  /** The Secret of the certificate that relays show each other. */
  public static String replicationCertificate(Owner owner) {
    return owner.name() + "-replication-tls";
  }

  /** The Secret that cert-manager keeps the entry's certificate in. */
  public static String entryCertificate(Owner owner) {
    return owner.name() + "-entry-tls";
  }

  /** ServiceAccount, NetworkPolicy, Ingress, Certificate, DNSEndpoint, ServiceMonitor. */
  public static String cluster(Owner owner) {
    return owner.name();
  }

  /** Host that relays of the fleet replicate with; it stands for all their addresses. */
  public static String peersHost(Owner owner) {
    return allPeers(owner) + "." + owner.namespace() + ".svc";
  }

  /** Labels of what belongs to the whole fleet. */
  public static Map<String, String> labels(Owner owner) {
    var labels = selector(owner);
    labels.put(MANAGED_BY_LABEL, MANAGED_BY);
    if (owner.site() instanceof Site.Other other) {
      labels.put(OWNER_LABEL, owner.uid());
      labels.put(KUBE_CONFIG_LABEL, other.secret());
    }
    return labels;
  }

  /** Labels of what belongs to a region, or to one of its colours. */
  public static Map<String, String> labels(Owner owner, Region region) {
    var labels = labels(owner);
    put(region, labels);
    return labels;
  }

  private static void put(Region region, Map<String, String> labels) {
    labels.put(REGION_LABEL, region.name());
    if (region.colour() != Colour.NONE) {
      labels.put(COLOUR_LABEL, region.colour().label());
    }
  }

  /** The region that an object carries the label of; empty when it carries none. */
  public static String regionOf(HasMetadata object) {
    return label(object, REGION_LABEL);
  }

  /** The colour that an object carries the label of. */
  public static Colour colourOf(HasMetadata object) {
    return Colour.of(label(object, COLOUR_LABEL));
  }

  /** The value of a label; empty when the object does not carry it. */
  public static String label(HasMetadata object, String name) {
    var labels = object.getMetadata().getLabels();
    return labels == null ? "" : labels.getOrDefault(name, "");
  }

  /** Selects the relays of the fleet. */
  public static Map<String, String> selector(Owner owner) {
    var labels = new TreeMap<String, String>();
    labels.put("app.kubernetes.io/name", "gun-relay");
    labels.put("app.kubernetes.io/instance", owner.name());
    labels.put(COMPONENT_LABEL, COMPONENT);
    labels.put(CLUSTER_LABEL, owner.name());
    return labels;
  }

  /** Selects the relays of a region, or those of one of its colours. */
  public static Map<String, String> selector(Owner owner, Region region) {
    var labels = selector(owner);
    put(region, labels);
    return labels;
  }

  /** Selects the relays of the fleet that are of a colour. */
  public static Map<String, String> selector(Owner owner, Colour colour) {
    var labels = selector(owner);
    if (colour != Colour.NONE) {
      labels.put(COLOUR_LABEL, colour.label());
    }
    return labels;
  }
}
