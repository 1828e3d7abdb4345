package io.gunrelay.operator.decide;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.Gateway;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import io.gunrelay.operator.credentials.Credentials;
import io.gunrelay.operator.decide.Plan.Monitoring;
import io.gunrelay.operator.decide.Want.Replicas;
import io.gunrelay.operator.failover.Ruling.Serving;
import io.gunrelay.operator.fleet.Colour;
import io.gunrelay.operator.fleet.Door;
import io.gunrelay.operator.fleet.Fleet;
import io.gunrelay.operator.fleet.Names;
import io.gunrelay.operator.fleet.Placement;
import io.gunrelay.operator.fleet.Region;
import io.gunrelay.operator.fleet.Region.Scale;
import io.gunrelay.operator.fleet.ReplicationEntry;
import io.gunrelay.operator.fleet.Site;
import io.gunrelay.operator.fleet.Storage;
import io.gunrelay.operator.kinds.Certificate;
import io.gunrelay.operator.observe.Observation;
import io.gunrelay.operator.rollout.Turn;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Decides what is to exist in one cluster. */
public final class Decision {

  /** Of what belongs to the whole fleet. */
  private static final Region NO_REGION = new Region("", new Scale.Fixed(0));

  private final Fleet fleet;
  private final Observation seen;
  private final Credentials credentials;
  private final List<Leaving> leaving;
  private final List<Visitor> visitors;
  private final List<DnsRecord> records;
  private final Routing routing;
  private final Turn turn;
  private final Leads leads;
  private final Map<String, Serving> served;
  private final Instant now;

  private Decision(
      Fleet fleet,
      Observation seen,
      Credentials credentials,
      Turn turn,
      Map<String, Serving> served,
      Instant now) {
    this.fleet = fleet;
    this.seen = seen;
    this.credentials = credentials;
    this.leaving = new LeavingRegions(fleet, seen).all();
    this.visitors = Visitor.of(fleet, leaving, served);
    this.records = EntryRecords.of(fleet, visitors, seen, served);
    this.turn = turn;
    this.served = served;
    this.now = now;
    this.routing = Routing.of(fleet, seen, turn, now);
    this.leads =
        Leads.of(fleet, seen, turn, routing.away(), served).without(Unheard.pods(seen, now));
  }

  /**
   * Decides once.
   *
   * @param asked the fleet, or its part in one cluster
   * @param seen what there is in that cluster
   * @param turn how far the fleet is from one revision to the next
   * @param served which regions serve whose clients, by the name of these; a region that is not
   *     here serves its own
   */
  public static Plan plan(
      Fleet asked,
      Observation seen,
      Credentials credentials,
      Turn turn,
      Map<String, Serving> served,
      Instant now) {
    return new Decision(asked, seen, credentials, turn, served, now).plan();
  }

  private Plan plan() {
    var monitoring = monitoring();
    var wants = new LinkedHashMap<Ref, Want>();
    for (var piece : Piece.values()) {
      for (var region : regions(piece)) {
        if (isWanted(piece, region, monitoring)) {
          var ref = piece.ref(fleet.owner(), region);
          wants.put(ref, new Want(piece, ref, region, replicas(piece, region)));
        }
      }
    }
    for (var visitor : visitors) {
      serve(visitor, wants);
    }
    var unwanted =
        Leftovers.deletable(fleet.owner(), seen)
            .filter(object -> !wants.containsKey(Ref.to(object)))
            .toList();
    var spare = new Spared(fleet, seen, turn.course().serving());
    var prune =
        unwanted.stream()
            .filter(object -> !isSpared(object) && !spare.has(object))
            .map(Ref::to)
            .toList();
    return new Plan(
        VolumeSizes.asClaimed(fleet, seen),
        List.copyOf(wants.values()),
        prune,
        leaving,
        visitors,
        records,
        EntryGoals.addresses(fleet, seen),
        routing,
        leads,
        leases(),
        Map.of(),
        turn,
        unwanted.stream().anyMatch(spare::has),
        monitoring,
        Optional.empty(),
        credentials);
  }

  private Map<String, RegionLeases.Held> leases() {
    var leases = new LinkedHashMap<String, RegionLeases.Held>();
    for (var region : regions(Piece.REGION_LEASE)) {
      leases.put(region.name(), RegionLeases.of(fleet, region, seen, served, now));
    }
    return leases;
  }

  private List<Region> regions(Piece piece) {
    if (!piece.isOfRegion()) {
      return List.of(NO_REGION);
    }
    if (piece == Piece.REGION_LEASE) {
      // Those of regions elsewhere, too: their clusters may be the ones that are lost.
      return isHome() ? fleet.allRegions() : List.of();
    }
    return piece.isOfSet()
        ? fleet.regions().stream()
            .flatMap(region -> turn.colours(region.name()).stream().map(region::in))
            .toList()
        : fleet.regions();
  }

  /** Its host leads to the relays of this cluster. */
  private void serve(Visitor visitor, Map<Ref, Want> wants) {
    var entry = fleet.entry();
    if (!visitor.isHeld() && entry != null) {
      var region =
          new Region(
              visitor.region(), new Scale.Fixed(0), new Placement.Preferred(), visitor.host());
      var piece =
          switch (entry.door()) {
            case Door.Ingress ingress -> Piece.REGION_INGRESS;
            case Door.Routes routes -> Piece.REGION_ROUTE;
          };
      if (isWanted(piece, region, Monitoring.NOT_WANTED)) {
        var ref = piece.ref(fleet.owner(), region);
        wants.put(ref, new Want(piece, ref, region, new Replicas.NotOurs()));
      }
    }
  }

  private boolean isSpared(HasMetadata object) {
    return isEntryCertificate(object) || isSparedWithItsRegion(object);
  }

  /** The operator has no right to delete Secrets here: it goes with the resource. */
  private boolean isEntryCertificate(HasMetadata object) {
    return isHome()
        && object instanceof Secret
        && object.getMetadata().getName().equals(Names.entryCertificate(fleet.owner()));
  }

  /**
   * Whether an object stays although its region leaves: relays of other clusters have to reach
   * those that still have changes to give.
   */
  private boolean isSparedWithItsRegion(HasMetadata object) {
    var region = Names.regionOf(object);
    return leaving.stream()
        .filter(candidate -> candidate.region().equals(region))
        .anyMatch(candidate ->
            candidate.held()
                || (object instanceof Service
                    && object
                        .getMetadata()
                        .getName()
                        .equals(Names.replicationEntry(fleet.owner(), region))));
  }

  private Monitoring monitoring() {
    if (!fleet.monitoring().serviceMonitor() || !hasRelays()) {
      return Monitoring.NOT_WANTED;
    }
    return seen.optionalKinds().contains(ServiceMonitor.class)
        ? Monitoring.WANTED
        : Monitoring.KIND_MISSING;
  }

  /** Whether the cluster is to have relays, or has some that are leaving. */
  private boolean hasRelays() {
    return !fleet.regions().isEmpty() || !leaving.isEmpty();
  }

  private boolean isEntered(Class<? extends Door> door) {
    var entry = fleet.entry();
    return entry != null && door.isInstance(entry.door());
  }

  private boolean knowsRoutes() {
    return seen.optionalKinds().containsAll(Set.of(Gateway.class, HTTPRoute.class));
  }

  private boolean isHome() {
    return fleet.owner().site() instanceof Site.Home;
  }

  private boolean isWanted(Piece piece, Region region, Monitoring monitoring) {
    return switch (piece) {
      case REGION_LEASE -> fleet.canFailOver();
      case CONFIG_MAP, PEERS_SERVICE, CLIENT_SERVICE, DISRUPTION_BUDGET -> true;
      // Who can read an authority's key can make relays: it does not leave the resource's cluster.
      case REPLICATION_AUTHORITY -> isHome();
      case REPLICATION_CERTIFICATE -> isHome() || hasRelays();
      case SERVICE_ACCOUNT, FLEET_PEERS_SERVICE -> hasRelays();
      case PEERS_ELSEWHERE -> hasRelays() && !fleet.elsewhere().addresses().isEmpty();
      case REPLICATION_ENTRY ->
          fleet.elsewhere().exists()
              && region.replication() instanceof ReplicationEntry.LoadBalancer;
      case DEPLOYMENT -> fleet.storage() instanceof Storage.Ephemeral;
      case STATEFUL_SET -> fleet.storage() instanceof Storage.Volume;
      // Former relays that are kept are as many as they were, although they have nothing to do.
      case AUTOSCALER -> region.scale() instanceof Scale.Automatic && !turn.keeps(region.colour());
      case SET_SERVICE ->
          leads.isGuided() && isEntered(Door.Routes.class) && region.colour() != Colour.NONE;
      case FLEET_ENTRY, FLEET_ENDPOINTS ->
          hasRelays() && leads.isGuided() && isEntered(Door.Ingress.class);
      case REGION_ENTRY, REGION_ENDPOINTS ->
          leads.isGuided() && isEntered(Door.Ingress.class) && region.host() != null;
      case FLEET_SERVICE -> hasRelays() && fleet.entry() != null;
      case CERTIFICATE ->
          hasRelays()
              && EntryCertificate.isWanted(fleet)
              && seen.optionalKinds().contains(Certificate.class);
      case ENTRY_CERTIFICATE -> hasRelays() && EntryCertificate.isOurs(fleet);
      case INGRESS -> hasRelays() && isEntered(Door.Ingress.class);
      case REGION_INGRESS -> isEntered(Door.Ingress.class) && region.host() != null;
      case GATEWAY -> hasRelays() && isEntered(Door.OwnGateway.class) && knowsRoutes();
      case ROUTE -> hasRelays() && isEntered(Door.Routes.class) && knowsRoutes();
      case REGION_ROUTE -> isEntered(Door.Routes.class) && region.host() != null && knowsRoutes();
      case NETWORK_POLICY -> hasRelays() && fleet.security().network() != null;
      case DNS_ENDPOINT -> !records.isEmpty();
      case SERVICE_MONITOR -> monitoring == Monitoring.WANTED;
    };
  }

  private Replicas replicas(Piece piece, Region region) {
    var name = Names.relaySet(fleet.owner(), region);
    return switch (piece) {
      case DEPLOYMENT ->
          replicas(
              region,
              seen.find(Deployment.class, name),
              deployment -> deployment.getSpec().getReplicas());
      case STATEFUL_SET ->
          replicas(
              region,
              seen.find(StatefulSet.class, name),
              statefulSet -> statefulSet.getSpec().getReplicas());
      default -> new Replicas.NotOurs();
    };
  }

  private <T extends HasMetadata> Replicas replicas(
      Region region, Optional<T> workload, Function<T, Integer> count) {
    return switch (region.scale()) {
      case Scale.Fixed fixed -> new Replicas.Ours(fixed.replicas());
      case Scale.Automatic automatic -> {
        if (workload.isEmpty()) {
          yield new Replicas.Ours(turn.fewest(region.name(), automatic));
        }
        var present = workload.get();
        yield Ownership.ownsReplicas(present)
            ? new Replicas.HandedOver(count.apply(present))
            : new Replicas.NotOurs();
      }
    };
  }
}
