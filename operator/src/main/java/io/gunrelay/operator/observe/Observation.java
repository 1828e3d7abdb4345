package io.gunrelay.operator.observe;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.gunrelay.operator.entries.Trial;
import io.gunrelay.relay.api.PeerReport;
import io.gunrelay.relay.api.RegionReport;
import io.gunrelay.relay.api.RelayReport;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * What there is for one resource, read at one moment.
 *
 * @param objects those that carry the fleet's labels, of every kind that the operator makes
 * @param pods the fleet's
 * @param reports the last report of each region that has one, by region name
 * @param optionalKinds those that the cluster has of the kinds that not every one has
 * @param heard when a relay of each region last answered; of those that have relays to ask
 * @param trials what came of the last trial of each region's entry; of those that were tried
 */
public record Observation(
    List<HasMetadata> objects,
    List<Pod> pods,
    Map<String, RegionReport> reports,
    Set<Class<? extends HasMetadata>> optionalKinds,
    Map<String, Instant> heard,
    Map<String, Trial> trials) {

  /** Of a cluster that nothing is known of. */
  public static final Observation NOTHING =
      new Observation(List.of(), List.of(), Map.of(), Set.of(), Map.of(), Map.of());

  public Observation {
    objects = List.copyOf(objects);
    pods = List.copyOf(pods);
    reports = Map.copyOf(reports);
    optionalKinds = Set.copyOf(optionalKinds);
    heard = Map.copyOf(heard);
    trials = Map.copyOf(trials);
  }

  /** Of entries that nobody has tried. */
  public Observation(
      List<HasMetadata> objects,
      List<Pod> pods,
      Map<String, RegionReport> reports,
      Set<Class<? extends HasMetadata>> optionalKinds,
      Map<String, Instant> heard) {
    this(objects, pods, reports, optionalKinds, heard, Map.of());
  }

  /** Of relays that nobody has asked. */
  public Observation(
      List<HasMetadata> objects,
      List<Pod> pods,
      Map<String, RegionReport> reports,
      Set<Class<? extends HasMetadata>> optionalKinds) {
    this(objects, pods, reports, optionalKinds, Map.of());
  }

  /** What the relays of all regions that have a report say of themselves. */
  public Stream<RelayReport> relays() {
    return reports.keySet().stream().flatMap(this::relays);
  }

  /** What the relays of a region say of themselves, as far as it is known. */
  public Stream<RelayReport> relays(String region) {
    return relays(region, peer -> true);
  }

  /** The same of those alone that can be reached now. */
  public Stream<RelayReport> answering(String region) {
    return relays(region, PeerReport::connected);
  }

  /** Of those, a region's own: whoever is asked tells of its peers in other regions, too. */
  public Stream<RelayReport> own(String region) {
    return answering(region).filter(relay -> region.equals(relay.region()));
  }

  private Stream<RelayReport> relays(String region, Predicate<PeerReport> which) {
    var report = reports.get(region);
    return report == null
        ? Stream.empty()
        : Stream.concat(
            Stream.of(report.self()),
            report.peers().stream()
                .filter(which)
                .map(PeerReport::report)
                .flatMap(Stream::ofNullable));
  }

  public <T extends HasMetadata> Optional<T> find(Class<T> kind, String name) {
    return objects.stream()
        .filter(object -> kind.isInstance(object) && object.getMetadata().getName().equals(name))
        .map(kind::cast)
        .findFirst();
  }

  /** The same, with objects as they are after they were written. */
  public Observation with(List<? extends HasMetadata> written) {
    var all = new ArrayList<HasMetadata>();
    for (var object : objects) {
      if (written.stream().noneMatch(newer -> isSame(object, newer))) {
        all.add(object);
      }
    }
    all.addAll(written);
    return new Observation(all, pods, reports, optionalKinds, heard, trials);
  }

  private static boolean isSame(HasMetadata one, HasMetadata other) {
    return one.getClass().equals(other.getClass())
        && one.getMetadata().getName().equals(other.getMetadata().getName());
  }
}
